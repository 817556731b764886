# Tells in headers of each answer how many queries it took, and how many seconds of processor the server.
class CountQueries
  def initialize(app)
    @app = app
    ActiveSupport::Notifications.subscribe('sql.active_record') do |*, payload|
      kind = payload[:name].to_s
      Thread.current[:queries] = Thread.current[:queries].to_i + 1 unless kind == 'SCHEMA' || payload[:cached]
    end
  end

  def call(env)
    Thread.current[:queries] = 0
    began = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
    status, headers, body = @app.call(env)
    headers['X-Queries'] = Thread.current[:queries].to_s
    headers['X-Processor'] = (Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - began).to_s
    [status, headers, body]
  end
end

Rails.application.config.middleware.insert_before(0, CountQueries)
