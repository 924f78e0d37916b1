package dev.drover.drivers.isolated;

import java.util.List;
import java.util.Map;

/**
 * Calls into the kernel that no isolated task may make, whatever its rights: those that change the machine, and those doors to the
 * kernel that ordinary programs do not use and through which most ways out of a container led.
 */
final class Seccomp {
    private static final List<String> REFUSED = List.of(
            ("acct add_key bpf clock_adjtime clock_settime create_module delete_module finit_module get_kernel_syms init_module"
                            + " io_uring_enter io_uring_register io_uring_setup ioperm iopl kexec_file_load kexec_load keyctl"
                            + " lookup_dcookie nfsservctl open_by_handle_at perf_event_open query_module quotactl reboot"
                            + " request_key settimeofday stime swapoff swapon sysfs uselib userfaultfd ustat vm86 vm86old")
                    .split(" ", -1));

    private static final int EPERM = 1;

    private Seccomp() {}

    static Map<String, Object> profile() {
        List<String> architectures = System.getProperty("os.arch").equals("amd64")
                ? List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32")
                : List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
        return Map.of(
                "defaultAction",
                "SCMP_ACT_ALLOW",
                "architectures",
                architectures,
                "syscalls",
                List.of(Map.of("names", REFUSED, "action", "SCMP_ACT_ERRNO", "errnoRet", EPERM)));
    }
}
