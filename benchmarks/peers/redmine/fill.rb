# Fills an empty Redmine: a public project of ITEMS issues, each with a grade, and a plan of 106 with twelve
# graded reports each. Rows are written by insert_all, past the models: the filling is not what is measured.
require 'json'

items, reports = ENV.fetch('ITEMS').to_i, 12
GRADES = ['Not started', 'Limited', 'Substantial', 'Complete'].freeze
Setting.rest_api_enabled = '1'
Setting.issues_export_limit = '100000'
admin = User.find_by(:login => 'admin')
tracker = Tracker.first
status = IssueStatus.sorted.first
priority = IssuePriority.default || IssuePriority.first
field = IssueCustomField.create!(:name => 'Grade', :field_format => 'list', :possible_values => GRADES,
                                 :is_filter => true, :is_for_all => true, :tracker_ids => Tracker.pluck(:id))

def project(name, tracker_ids, field)
  made = Project.new(:name => name, :identifier => name, :is_public => true)
  made.enabled_module_names = ['issue_tracking']
  made.tracker_ids = tracker_ids
  made.issue_custom_field_ids = [field.id]
  made.save!
  made
end

all, plan, imported = %w[items plan imported].map {|name| project(name, Tracker.pluck(:id), field)}
verbs, nouns, places = JSON.parse(ENV.fetch('WORDS'))
moment = Time.utc(2022, 1, 1)

write = lambda do |owner, numbers, grade|
  numbers.each_slice(2000) do |slice|
    first = Issue.maximum(:id).to_i + 1
    rows = slice.each_with_index.map do |number, place|
      own = first + place
      {:id => own, :root_id => own, :lft => 1, :rgt => 2, :project_id => owner.id, :tracker_id => tracker.id,
       :subject => "#{verbs[number % 10]} #{nouns[number / 10 % 10]} #{places[number / 100 % 10]} #{number}",
       :description => "What was agreed in item #{number}, in the words of those who agreed it.",
       :status_id => status.id, :priority_id => priority.id, :author_id => admin.id, :done_ratio => 0,
       :created_on => moment, :updated_on => moment, :lock_version => 0, :is_private => false}
    end
    Issue.insert_all!(rows)
    CustomValue.insert_all!(rows.each_with_index.map do |row, place|
      {:customized_type => 'Issue', :customized_id => row[:id], :custom_field_id => field.id,
       :value => grade.call(slice[place])}
    end)
  end
end

write.call(all, (0...items).to_a, lambda {|number| GRADES[number % 4]})
write.call(plan, (0...106).to_a, lambda {|_| GRADES.last})
ActiveRecord::Base.connection.reset_pk_sequence!('issues')
Issue.where(:project_id => plan.id).order(:id).each_with_index do |issue, number|
  reports.times do |turn|
    day = Time.utc(2022, 3, 31) + turn * 91 * 86_400
    journal = Journal.insert!({:journalized_type => 'Issue', :journalized_id => issue.id, :user_id => admin.id,
                               :notes => "The report of quarter #{turn + 1}.", :created_on => day,
                               :private_notes => false}, :returning => :id).rows.first.first
    before, after = [turn - 1, turn].map {|one| GRADES[[(one + number % 3) / 4, 3].min]}
    JournalDetail.insert!({:journal_id => journal, :property => 'cf', :prop_key => field.id.to_s,
                           :old_value => before, :value => after})
  end
end
ActiveRecord::Base.connection.execute('ANALYZE')
puts({:field => field.id, :first => Issue.where(:project_id => plan.id).minimum(:id)}.to_json)
