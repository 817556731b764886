# Fills an empty Redmine with what the register beside it holds: a public project of ITEMS issues in versions of forty
# (plans), each with two grades and a holder, and a plan of 106 in a tree, with twelve graded reports each by one of
# sixteen reporters. Rows are written by insert_all, past the models: the filling is not what is measured.
require 'json'

items, reports = ENV.fetch('ITEMS').to_i, 12
GRADES = ['Not started', 'Limited', 'Substantial', 'Complete'].freeze
Setting.rest_api_enabled = '1'
Setting.issues_export_limit = '100000'
User.current = admin = User.find_by(:login => 'admin')
tracker = Tracker.first
status = IssueStatus.sorted.first
priority = IssuePriority.default || IssuePriority.first
verbs, nouns, places = JSON.parse(ENV.fetch('WORDS'))
LISTS = {'Grade' => GRADES, 'Specificity' => %w[1 2 3 4 5], 'Holder' => places}.freeze
fields = LISTS.map do |name, values|
  IssueCustomField.create!(:name => name, :field_format => 'list', :possible_values => values,
                           :is_filter => true, :is_for_all => true, :tracker_ids => Tracker.pluck(:id))
end
fields << IssueCustomField.create!(:name => 'Period', :field_format => 'string', :is_filter => true,
                                   :is_for_all => true, :tracker_ids => Tracker.pluck(:id))
field, specificity, holder, period = fields
reporters = (1..16).map do |number|
  User.create!(:login => "body#{number}", :firstname => 'Body', :lastname => number.to_s, :language => 'en',
               :mail => "body#{number}@example.org", :password => 'measured-here', :status => User::STATUS_ACTIVE)
end

def project(name, tracker_ids, fields)
  made = Project.new(:name => name, :identifier => name, :is_public => true)
  made.enabled_module_names = ['issue_tracking']
  made.tracker_ids = tracker_ids
  made.issue_custom_field_ids = fields.map(&:id)
  made.save!
  made
end

all, plan, imported = %w[items plan imported].map {|name| project(name, Tracker.pluck(:id), fields)}
moment = Time.utc(2022, 1, 1)

(items / 40 + 1).times.each_slice(1000) do |numbers|
  Version.insert_all!(numbers.map do |number|
    {:project_id => all.id, :name => "#{places[number % 10]}, session #{number} of the review", :status => 'open',
     :sharing => 'none', :created_on => moment, :updated_on => moment}
  end)
end
versions = all.versions.reload.order(:id).pluck(:id)

write = lambda do |owner, numbers, grade|
  numbers.each_slice(2000) do |slice|
    first = Issue.maximum(:id).to_i + 1
    rows = slice.each_with_index.map do |number, place|
      own = first + place
      {:id => own, :root_id => own, :lft => 1, :rgt => 2, :project_id => owner.id, :tracker_id => tracker.id,
       :subject => "#{verbs[number % 10]} #{nouns[number / 10 % 10]} #{places[number / 100 % 10]} #{number}",
       :description => "What was agreed in item #{number}, in the words of those who agreed it.",
       :status_id => status.id, :priority_id => priority.id, :author_id => admin.id, :done_ratio => 0,
       :fixed_version_id => owner == all ? versions[number / 40] : nil, :due_date => moment.to_date + number % 700,
       :created_on => moment, :updated_on => moment, :lock_version => 0, :is_private => false}
    end
    Issue.insert_all!(rows)
    CustomValue.insert_all!(rows.each_with_index.flat_map do |row, place|
      number = slice[place]
      values = {field => grade.call(number), specificity => (number % 5 + 1).to_s, holder => places[number % 10]}
      values.map do |one, value|
        {:customized_type => 'Issue', :customized_id => row[:id], :custom_field_id => one.id, :value => value}
      end
    end)
  end
end

write.call(all, (0...items).to_a, lambda {|number| GRADES[number % 4]})
write.call(plan, (0...106).to_a, lambda {|_| GRADES.last})
ActiveRecord::Base.connection.reset_pk_sequence!('issues')
commitments, milestones = [5, 19].map do |number|
  number.times.map {|one| Issue.create!(:project => plan, :tracker => tracker, :status => status, :priority => priority,
                                        :author => admin, :subject => "Part #{one + 1} of #{number}")}
end
indicators = Issue.where(:project_id => plan.id).order(:id).first(106)
milestones.each_with_index {|one, number| one.reload.update!(:parent_issue_id => commitments[number % 5].id)}
indicators.each_with_index do |issue, number|
  issue.reload.update!(:parent_issue_id => milestones[number % 19].id)
  reports.times do |turn|
    day = Time.utc(2022, 3, 31) + turn * 91 * 86_400
    notes = "Work of quarter #{turn + 1} on #{number}.\n\nTravaux du trimestre #{turn + 1}."
    journal = Journal.insert!({:journalized_type => 'Issue', :journalized_id => issue.id, :created_on => day,
                               :user_id => reporters[number % 16].id, :notes => notes, :private_notes => false},
                              :returning => :id).rows.first.first
    before, after = [turn - 1, turn].map {|one| GRADES[[(one + number % 3) / 4, 3].min]}
    said = {field => [before, after], period => [turn, turn + 1].map {|one| one.zero? ? nil : "quarter #{one}"}}
    said.each do |one, (old, now)|
      JournalDetail.insert!({:journal_id => journal, :property => 'cf', :prop_key => one.id.to_s,
                             :old_value => old, :value => now})
    end
  end
end
ActiveRecord::Base.connection.execute('ANALYZE')
puts({:field => field.id, :specificity => specificity.id, :holder => holder.id, :first => indicators.first.id}.to_json)
