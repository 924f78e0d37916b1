package dev.drover.drivers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageNameTest {
    @Test
    void a_name_without_tag_means_the_latest() {
        assertThat(ImageName.parse("redis")).isEqualTo(new ImageName("redis", "latest"));
        assertThat(ImageName.parse("redis").isMoving()).isTrue();
    }

    @Test
    void the_port_of_a_registry_is_no_tag() {
        assertThat(ImageName.parse("registry.local:5000/team/web"))
                .isEqualTo(new ImageName("registry.local:5000/team/web", "latest"));
        assertThat(ImageName.parse("registry.local:5000/team/web:1.2"))
                .isEqualTo(new ImageName("registry.local:5000/team/web", "1.2"));
    }

    @Test
    void a_digest_stays_with_its_name() {
        ImageName name = ImageName.parse("https://registry.local/web@sha256:00ff");

        assertThat(name).isEqualTo(new ImageName("registry.local/web", "sha256:00ff"));
        assertThat(name).hasToString("registry.local/web@sha256:00ff");
        assertThat(name.isMoving()).isFalse();
    }
}
