package dev.drover.state.codec;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes records of a type apart and puts them together. A plan of a thousand placements has some thirty thousand components; asking
 * for each by reflection took most of the time that reading it took. So a class is made for each type, as one would write it by hand: a
 * call of each accessor, and one of the constructor.
 */
interface RecordAccess {
    /** Puts the components of a record at their places. */
    void take(Object record, @Nullable Object[] values);

    /** The record of the components at those places. */
    Object make(@Nullable Object[] values);

    /**
     * The access to a type.
     *
     * @param places of each component as it is declared
     * @throws IllegalArgumentException when the type is not public
     */
    static RecordAccess of(Class<?> type, int[] places) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("records in the log have to be public, " + type + " is not");
        }
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(classFile(type, places), true);
            return (RecordAccess) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable fault) {
            throw new IllegalStateException("no access to " + type, fault);
        }
    }

    private static byte[] classFile(Class<?> type, int[] places) {
        ClassDesc record = description(type);
        RecordComponent[] components = type.getRecordComponents();
        MethodTypeDesc constructor = MethodTypeDesc.of(
                ConstantDescs.CD_void,
                Arrays.stream(components)
                        .map(component -> description(component.getType()))
                        .toArray(ClassDesc[]::new));
        ClassDesc values = ConstantDescs.CD_Object.arrayType();
        ClassDesc self = description(RecordAccess.class).nested("Made");
        return ClassFile.of()
                .build(
                        self,
                        builder -> builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                                .withInterfaceSymbols(description(RecordAccess.class))
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody(
                                        "take",
                                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, values),
                                        ClassFile.ACC_PUBLIC,
                                        code -> writeTake(code, record, components, places))
                                .withMethodBody(
                                        "make",
                                        MethodTypeDesc.of(ConstantDescs.CD_Object, values),
                                        ClassFile.ACC_PUBLIC,
                                        code -> writeMake(code, record, components, places, constructor)));
    }

    private static ClassDesc description(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static void writeTake(CodeBuilder code, ClassDesc record, RecordComponent[] components, int[] places) {
        for (int at = 0; at < components.length; at++) {
            Class<?> type = components[at].getType();
            code.aload(2).loadConstant(places[at]).aload(1).checkcast(record);
            code.invokevirtual(record, components[at].getName(), MethodTypeDesc.of(description(type)));
            if (type.isPrimitive()) {
                ClassDesc boxed = boxed(type);
                code.invokestatic(boxed, "valueOf", MethodTypeDesc.of(boxed, description(type)));
            }
            code.aastore();
        }
        code.return_();
    }

    private static void writeMake(
            CodeBuilder code,
            ClassDesc record,
            RecordComponent[] components,
            int[] places,
            MethodTypeDesc constructor) {
        code.new_(record).dup();
        for (int at = 0; at < components.length; at++) {
            Class<?> type = components[at].getType();
            code.aload(1).loadConstant(places[at]).aaload();
            if (type.isPrimitive()) {
                ClassDesc boxed = boxed(type);
                code.checkcast(boxed)
                        .invokevirtual(boxed, type.getName() + "Value", MethodTypeDesc.of(description(type)));
            } else {
                code.checkcast(description(type));
            }
        }
        code.invokespecial(record, ConstantDescs.INIT_NAME, constructor).areturn();
    }

    private static ClassDesc boxed(Class<?> primitive) {
        return description(MethodType.methodType(primitive).wrap().returnType());
    }
}
