package dev.drover.agent.audit;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.Messages;
import dev.drover.agent.http.RequestHead;
import dev.drover.model.acl.ACLToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stands before whoever answers, and keeps two records of each request: when it has come, and when its answer is about to be sent. It stands at the
 * listener, so a request is on record at the agent that it was sent to, whoever answers it in the end.
 */
public final class AuditedRequests implements Exchange.Handler {
    private static final int FAILED = 500;

    private final Exchange.Handler handler;
    private final Gate gate;
    private final AuditLog log;
    private final String ownAddress;

    /**
     * In front of a handler.
     *
     * @param gate knows who asks
     * @param ownAddress {@code host:port} of this agent
     */
    public AuditedRequests(Exchange.Handler handler, Gate gate, AuditLog log, String ownAddress) {
        this.handler = handler;
        this.gate = gate;
        this.log = log;
        this.ownAddress = ownAddress;
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        Operation operation = new Operation(exchange);
        if (!operation.isReceived()) {
            return;
        }
        try {
            handler.handle(operation);
        } finally {
            operation.end();
        }
    }

    @Override
    public boolean converses(RequestHead head) {
        return handler.converses(head);
    }

    /** One that is not refused here is on record once the conversation begins. */
    @Override
    public boolean refuses(Exchange exchange) throws IOException, InterruptedException {
        Refusal refusal = new Refusal(exchange);
        if (!handler.refuses(refusal)) {
            return false;
        }
        refusal.send();
        return true;
    }

    private static void answerUnrecorded(Exchange exchange, String what) throws IOException {
        Map<String, String> headers = Map.of("Content-Type", "text/plain; charset=utf-8");
        try (OutputStream out = exchange.answer(FAILED, headers)) {
            out.write(what.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An exchange that is on record. */
    private final class Operation implements Exchange {
        private final Exchange exchange;
        private final Map<String, Object> payload = new LinkedHashMap<>();
        private final String verb;
        private final String path;
        private boolean complete;

        Operation(Exchange exchange) throws InterruptedException {
            this.exchange = exchange;
            RequestHead head = exchange.head();
            this.verb = head.method().equals(Messages.METHOD) ? "GET" : head.method();
            this.path = withoutQuery(head.target());
            payload.put("id", UUID.randomUUID().toString());
            payload.put("stage", Stage.RECEIVED.text());
            payload.put("type", "audit");
            payload.put("timestamp", log.now().toString());
            payload.put("version", 1);
            auth(head).ifPresent(auth -> payload.put("auth", auth));
            payload.put("request", request(head));
        }

        private static String withoutQuery(String target) {
            int question = target.indexOf('?');
            return question < 0 ? target : target.substring(0, question);
        }

        private Optional<Map<String, Object>> auth(RequestHead head) throws InterruptedException {
            if (!gate.closed()) {
                return Optional.empty();
            }
            Optional<ACLToken> token = gate.holder(head);
            if (token.isEmpty() && gate.bearsToken(head)) {
                // Of no token that there is, or no server can tell now.
                return Optional.empty();
            }
            Map<String, Object> auth = new LinkedHashMap<>();
            auth.put("accessor_id", token.map(ACLToken::accessorId).orElse("anonymous"));
            auth.put("name", token.map(ACLToken::name).orElse("Anonymous Token"));
            auth.put("global", token.map(ACLToken::global).orElse(false));
            auth.put(
                    "create_time",
                    token.map(ACLToken::createTime).orElse(Instant.EPOCH).toString());
            return Optional.of(auth);
        }

        private Map<String, Object> request(RequestHead head) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("id", UUID.randomUUID().toString());
            request.put("operation", verb);
            request.put("endpoint", path);
            request.put("namespace", Map.of("id", namespace(head)));
            Map<String, Object> from = new LinkedHashMap<>();
            from.put("remote_address", exchange.remote());
            from.put("user_agent", head.header("user-agent"));
            request.put("request_meta", from);
            request.put("node_meta", Map.of("ip", ownAddress));
            return request;
        }

        private static String namespace(RequestHead head) {
            try {
                return head.query().getOrDefault("namespace", List.of()).stream()
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse("default");
            } catch (RuntimeException notReadable) {
                // It is refused for that, and on record all the same.
                return "default";
            }
        }

        /** Records that the request has come; false when it is refused because that cannot be. */
        boolean isReceived() throws IOException {
            try {
                log.add(Stage.RECEIVED, verb, path, payload);
                return true;
            } catch (IOException fault) {
                complete = true;
                answerUnrecorded(
                        exchange,
                        "the audit log of this agent cannot be written, so nothing was done: " + fault.getMessage());
                return false;
            }
        }

        private void complete(Map<String, Object> response) throws IOException {
            complete = true;
            payload.put("stage", Stage.COMPLETE.text());
            payload.put("response", response);
            log.add(Stage.COMPLETE, verb, path, payload);
        }

        /** Of a request without an answer, since its caller has gone or the answer broke off before it began. */
        void end() throws IOException {
            if (!complete) {
                complete(Map.of("status_code", 0, "error", "the request ended before it was answered"));
            }
        }

        @Override
        public RequestHead head() {
            return exchange.head();
        }

        @Override
        public String remote() {
            return exchange.remote();
        }

        @Override
        public InputStream body() {
            return exchange.body();
        }

        @Override
        public OutputStream answer(int status, Map<String, String> headers) throws IOException {
            try {
                complete(Map.of("status_code", status));
            } catch (IOException fault) {
                answerUnrecorded(
                        exchange,
                        "the audit log of this agent cannot be written, so the answer is held back ("
                                + fault.getMessage() + "); a change that was asked for may have been made");
                return OutputStream.nullOutputStream();
            }
            return exchange.answer(status, headers);
        }
    }

    /** Keeps the answer of a refusal until it is on record. */
    private final class Refusal implements Exchange {
        private final Exchange exchange;
        private final java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
        private int status = FAILED;
        private Map<String, String> headers = Map.of();

        Refusal(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public RequestHead head() {
            return exchange.head();
        }

        @Override
        public InputStream body() {
            return exchange.body();
        }

        @Override
        public OutputStream answer(int code, Map<String, String> with) {
            status = code;
            headers = Map.copyOf(with);
            return text;
        }

        void send() throws IOException, InterruptedException {
            Operation operation = new Operation(exchange);
            if (operation.isReceived()) {
                try (OutputStream out = operation.answer(status, headers)) {
                    text.writeTo(out);
                }
            }
        }
    }
}
