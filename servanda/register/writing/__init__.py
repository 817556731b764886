"""The one way in (rule 18): drafts are checked, all faults told at once, and all is written or nothing."""
