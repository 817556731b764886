# Fills an empty Redmine with what contributors report on: CONTRIBUTORS users with a key each, all members of a project,
# and EACH issues for every one of them, in a version of his own. Rows are written by insert_all: the filling is not what
# is measured. No mail is sent.
require 'json'

contributors, each = ENV.fetch('CONTRIBUTORS').to_i, ENV.fetch('EACH').to_i
Setting.rest_api_enabled = '1'
Setting.notified_events = []
User.current = admin = User.find_by(:login => 'admin')
tracker, status = Tracker.first, IssueStatus.sorted.first
priority = IssuePriority.default || IssuePriority.first
field = IssueCustomField.create!(:name => 'Grade', :field_format => 'list', :is_filter => true, :is_for_all => true,
                                 :possible_values => JSON.parse(ENV.fetch('GRADES')), :tracker_ids => Tracker.pluck(:id))
project = Project.new(:name => 'review', :identifier => 'review', :is_public => true)
project.enabled_module_names = ['issue_tracking']
project.tracker_ids = Tracker.pluck(:id)
project.issue_custom_field_ids = [field.id]
project.save!
role = Role.givable.detect {|one| one.allowed_to?(:edit_issues)}
moment = Time.utc(2026, 1, 1)
first = Issue.maximum(:id).to_i + 1
keys = contributors.times.map do |number|
  user = User.new(:firstname => 'Contributor', :lastname => number.to_s, :mail => "contributor#{number}@example.org",
                  :language => 'en', :mail_notification => 'none', :status => User::STATUS_ACTIVE)
  user.login, user.password = "contributor#{number}", 'measured-here'
  user.save!
  Member.create!(:project => project, :principal => user, :roles => [role])
  version = Version.create!(:project => project, :name => "Plan of office #{number}")
  Issue.insert_all!(each.times.map do |one|
    own = first + number * each + one
    {:id => own, :root_id => own, :lft => 1, :rgt => 2, :project_id => project.id, :tracker_id => tracker.id,
     :subject => "Commitment #{one + 1} of office #{number}", :description => 'What was agreed, in the words of those who agreed.',
     :status_id => status.id, :priority_id => priority.id, :author_id => admin.id, :assigned_to_id => user.id,
     :done_ratio => 0, :fixed_version_id => version.id, :created_on => moment, :updated_on => moment,
     :lock_version => 0, :is_private => false}
  end)
  user.api_key
end
ActiveRecord::Base.connection.reset_pk_sequence!('issues')
ActiveRecord::Base.connection.execute('ANALYZE')
puts({:keys => keys, :first => first, :field => field.id}.to_json)
