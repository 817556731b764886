# Imports a CSV file as a person would through Redmine's pages, and tells how long the import itself took.
require 'json'

User.current = User.find_by(:login => 'admin')
owner = Project.find('imported')
import = IssueImport.new
import.user = User.current
import.filename = Redmine::Utils.random_hex(16)
FileUtils.cp(ENV.fetch('FILE'), import.filepath)
import.set_default_settings
import.settings.merge!(
  'separator' => ',', 'wrapper' => '"', 'encoding' => 'UTF-8', 'notifications' => '0',
  'mapping' => {'project_id' => owner.id.to_s, 'tracker' => "value:#{Tracker.first.id}", 'subject' => '0',
                'description' => '1', "cf_#{ENV.fetch('FIELD')}" => '2'}
)
import.save!
import.parse_file
clocks = [Process::CLOCK_MONOTONIC, Process::CLOCK_PROCESS_CPUTIME_ID]
began = clocks.map {|clock| Process.clock_gettime(clock)}
import.run
took, processor = clocks.zip(began).map {|clock, before| Process.clock_gettime(clock) - before}
peak = File.read('/proc/self/status')[/VmHWM:\s+(\d+)/, 1].to_i / 1024
puts({:rows => import.saved_items.count, :seconds => took.round(2), :processor_seconds => processor.round(2), :peak_mib => peak}.to_json)
