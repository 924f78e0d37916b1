package dev.drover.drivers.engine;

/**
 * The name of an image as job files write it.
 *
 * @param repository the part before tag or digest
 * @param version tag, or digest with its algorithm
 */
public record ImageName(String repository, String version) {
    public static ImageName parse(String text) {
        String name = text.replaceFirst("^https?://", "");
        int digest = name.indexOf('@');
        if (digest >= 0) {
            return new ImageName(name.substring(0, digest), name.substring(digest + 1));
        }
        int tag = name.lastIndexOf(':');
        // A colon before the last slash belongs to the registry's port.
        return tag > name.lastIndexOf('/')
                ? new ImageName(name.substring(0, tag), name.substring(tag + 1))
                : new ImageName(name, "latest");
    }

    /** Whether the same name may mean another image tomorrow by common habit. */
    public boolean isMoving() {
        return version.equals("latest");
    }

    /** The registry's host with its port, or {@code docker.io} when the name begins with none. */
    public String registry() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    @Override
    public String toString() {
        return repository + (version.contains(":") ? "@" : ":") + version;
    }
}
