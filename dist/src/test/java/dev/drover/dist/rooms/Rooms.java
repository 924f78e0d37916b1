package dev.drover.dist.rooms;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rooms below one base package, and the arrows that are allowed between them. A room is a package and everything inside it;
 * its name is that package without the base, such as {@code drivers.docker}.
 *
 * @param basePackage the package that holds the rooms
 * @param arrows for each room the rooms that it may use
 */
record Rooms(String basePackage, Map<String, Set<String>> arrows) {

    /** One sentence for each class that stands in no room and each dependency that no arrow allows. */
    List<String> faults(JavaClasses classes) {
        return classes.stream()
                .filter(javaClass -> isInside(javaClass.getPackageName()))
                .sorted(Comparator.comparing(JavaClass::getName))
                .flatMap(javaClass -> faults(javaClass).stream())
                .distinct()
                .toList();
    }

    private List<String> faults(JavaClass javaClass) {
        Optional<String> room = roomOf(javaClass);
        if (room.isEmpty()) {
            return List.of(javaClass.getPackageName() + " belongs to no room");
        }
        return javaClass.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> !isAllowed(room.get(), dependency))
                .map(dependency -> room.get() + " may not use "
                        + dependency.getTargetClass().getBaseComponentType().getPackageName() + ": "
                        + dependency.getDescription())
                .sorted()
                .toList();
    }

    private boolean isAllowed(String room, Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!isInside(target.getPackageName())) {
            return true;
        }
        return roomOf(target)
                .filter(used ->
                        used.equals(room) || arrows.getOrDefault(room, Set.of()).contains(used))
                .isPresent();
    }

    private boolean isInside(String packageName) {
        return packageName.startsWith(basePackage + ".");
    }

    private Optional<String> roomOf(JavaClass javaClass) {
        String inside = javaClass.getPackageName().substring(basePackage.length() + 1);
        return arrows.keySet().stream()
                .filter(room -> inside.equals(room) || inside.startsWith(room + "."))
                .findFirst();
    }
}
