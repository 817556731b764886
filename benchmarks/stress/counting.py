"""What was acknowledged, held against what is there."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.stress.clients import Outcome


def counted(outcomes: Sequence[Outcome], there: Mapping[int, int]) -> dict[str, int]:
    """How often each assessment is there, told as numbers of what went wrong.

    ``there`` says of each number how often what was sent under it is kept.
    """
    acknowledged = {one.number for one in outcomes if one.acknowledged}
    sent = {one.number for one in outcomes}
    times = Counter(there)
    return {
        "acknowledged": len(acknowledged),
        "acknowledged_and_there_once": sum(times[number] == 1 for number in acknowledged),
        "acknowledged_and_lost": sum(times[number] == 0 for number in acknowledged),
        "there_more_than_once": sum(count > 1 for count in times.values()),
        "given_up_and_there": sum(times[number] > 0 for number in sent - acknowledged),
        "given_up_and_not_there": sum(times[number] == 0 for number in sent - acknowledged),
        "there_and_never_sent": sum(number not in sent for number in times),
    }
