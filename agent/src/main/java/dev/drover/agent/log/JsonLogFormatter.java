package dev.drover.agent.log;

import dev.drover.model.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line, with the field names that log collectors of the field know. */
final class JsonLogFormatter extends Formatter {
    @Override
    public String format(LogRecord logRecord) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("@level", PlainLogFormatter.levelName(logRecord.getLevel()).toLowerCase(java.util.Locale.ROOT));
        line.put("@message", formatMessage(logRecord));
        line.put("@module", PlainLogFormatter.room(String.valueOf(logRecord.getLoggerName())));
        line.put("@timestamp", logRecord.getInstant().toString());
        Throwable thrown = logRecord.getThrown();
        if (thrown != null) {
            line.put("error", thrown.toString());
        }
        return Json.write(line) + "\n";
    }
}
