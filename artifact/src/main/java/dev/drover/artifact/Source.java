package dev.drover.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an artifact comes from, taken apart.
 *
 * @param kind {@code http}, {@code git}, {@code s3} or {@code file}
 * @param uri the address without options, folder and kind
 * @param folder the part that is wanted, or empty for all
 * @param options of the request and of the address together, of which the request's count more
 */
record Source(String kind, URI uri, String folder, Map<String, String> options) {
    /** Options for us, which the other side is not to see. */
    private static final Set<String> OURS = Set.of(
            "archive",
            "checksum",
            "filename",
            "ref",
            "depth",
            "sshkey",
            "region",
            "version",
            "aws_access_key_id",
            "aws_access_key_secret",
            "aws_access_token");

    private static final Set<String> HOSTS = Set.of("github.com", "gitlab.com", "bitbucket.org");
    private static final Pattern FORCED = Pattern.compile("([a-z0-9]+)::(.+)");
    private static final Pattern SSH = Pattern.compile("([A-Za-z0-9_.-]+)@([A-Za-z0-9.-]+):(?!//)(.+)");
    private static final Pattern S3_HOST = Pattern.compile("(.+\\.)?s3[.-]([a-z0-9-]+\\.)?amazonaws\\.com(\\.cn)?");

    static Source parse(ArtifactRequest request) throws ArtifactException {
        Matcher forced = FORCED.matcher(request.source());
        String kind = forced.matches() ? forced.group(1) : "";
        String address = detected(forced.matches() ? forced.group(2) : request.source());
        Matcher inner = FORCED.matcher(address);
        if (inner.matches()) {
            kind = kind.isEmpty() ? inner.group(1) : kind;
            address = inner.group(2);
        }
        int question = address.indexOf('?');
        String query = question < 0 ? "" : address.substring(question + 1);
        String place = question < 0 ? address : address.substring(0, question);
        int scheme = place.indexOf("://");
        if (scheme < 0) {
            throw ArtifactException.wrong("\"" + shown(request.source())
                    + "\" is no address that can be fetched; it needs a scheme such as https://");
        }
        int folder = place.indexOf("//", scheme + 3);
        Map<String, String> options = new LinkedHashMap<>();
        String kept = split(query, options);
        options.putAll(request.options());
        String whole = (folder < 0 ? place : place.substring(0, folder)) + (kept.isEmpty() ? "" : "?" + kept);
        URI uri = uri(whole);
        return new Source(kind(kind, uri), uri, folder < 0 ? "" : safeFolder(place.substring(folder + 2)), options);
    }

    /** Short forms of well-known places. */
    private static String detected(String source) {
        Matcher ssh = SSH.matcher(source);
        if (!source.contains("://") && ssh.matches()) {
            return "git::ssh://" + ssh.group(1) + "@" + ssh.group(2) + "/" + ssh.group(3);
        }
        String[] parts = source.split("/", 4);
        if (parts.length >= 3 && HOSTS.contains(parts[0])) {
            String repository = parts[2].split("\\?", 2)[0];
            String rest = parts[2].substring(repository.length()) + (parts.length > 3 ? "/" + parts[3] : "");
            String git = repository.endsWith(".git") ? "" : ".git";
            // A folder behind the repository is written with one slash or with two.
            String folder = rest.startsWith("/") && !rest.startsWith("//") ? "/" + rest : rest;
            return "git::https://" + parts[0] + "/" + parts[1] + "/" + repository + git + folder;
        }
        return source;
    }

    private static String kind(String forced, URI uri) throws ArtifactException {
        String scheme = uri.getScheme();
        String host = uri.getHost() == null ? "" : uri.getHost();
        String kind = !forced.isEmpty() ? forced : scheme;
        return switch (kind) {
            case "http", "https" -> forced.isEmpty() && S3_HOST.matcher(host).matches() ? "s3" : "http";
            case "git", "s3", "file" -> kind;
            case "ssh" -> "git";
            case "hg", "gcs" ->
                throw ArtifactException.wrong("artifacts by " + kind + " are not fetched here; use https, git or s3");
            default ->
                throw ArtifactException.wrong(
                        "\"" + kind + "\" is no way to fetch an artifact; known are http, https, git, s3 and file");
        };
    }

    /** Takes our options out of a query and returns the rest. */
    private static String split(String query, Map<String, String> options) {
        if (query.isEmpty()) {
            return "";
        }
        return Pattern.compile("&")
                .splitAsStream(query)
                .filter(part -> {
                    int equals = part.indexOf('=');
                    String name = equals < 0 ? part : part.substring(0, equals);
                    boolean ours = OURS.contains(name);
                    if (ours) {
                        options.put(name, decoded(equals < 0 ? "" : part.substring(equals + 1)));
                    }
                    return !ours;
                })
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static URI uri(String address) throws ArtifactException {
        try {
            return new URI(address);
        } catch (URISyntaxException fault) {
            throw ArtifactException.wrong("\"" + shown(address) + "\" is no address: " + fault.getReason());
        }
    }

    private static String safeFolder(String folder) throws ArtifactException {
        for (String part : folder.split("/", -1)) {
            if (part.equals("..")) {
                throw ArtifactException.wrong("the folder \"" + folder + "\" leads out of the artifact");
            }
        }
        return folder;
    }

    String option(String name) {
        return options.getOrDefault(name, "");
    }

    /** The last part of the path, which names the file. */
    String fileName() throws ArtifactException {
        String wanted = option("filename");
        String path = uri.getPath() == null ? "" : uri.getPath();
        String name = wanted.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : wanted;
        if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..") || name.indexOf(0) >= 0) {
            throw ArtifactException.wrong("\"" + shown(uri.toString()) + "\" names no file; use the option filename");
        }
        return name;
    }

    /** For messages: without names, passwords and keys. */
    static String shown(String address) {
        return address.replaceAll("//[^/@\\s]*@", "//").replaceAll("\\?[^\\s\"]*", "");
    }

    @Override
    public String toString() {
        return shown(uri.toString());
    }
}
