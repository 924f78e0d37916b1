package dev.drover.drivers.java;

/** What the tests run in a task. */
final class Hello {
    private Hello() {}

    public static void main(String[] words) {
        System.out.println(System.getProperty("greeting") + " from " + System.getProperty("user.name") + ": "
                + String.join("|", words));
        System.exit(5);
    }
}
