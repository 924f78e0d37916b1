package dev.drover.driver;

/** What files a task sees; it decides the folders that its environment names and whether the host's variables are inherited. */
public enum FileIsolation {
    /** The host's files: folders are named by their host paths. */
    NONE,
    /** Host files below another root: folders are {@code /alloc}, {@code /local}, {@code /secrets}; the host's variables are inherited. */
    CHROOT,
    /** An image of its own: folders as with a chroot, and nothing is inherited from the host's variables. */
    IMAGE
}
