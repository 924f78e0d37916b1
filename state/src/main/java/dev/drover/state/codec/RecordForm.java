package dev.drover.state.codec;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as a bit for each component, by its number, that says whether it differs from the base, and then those that do.
 * Components of which the bytes know nothing take what stands for absence, so that a program reads what an older one wrote.
 */
final class RecordForm implements Form {
    private final Class<?> type;
    private final List<String> names;
    /** By number; null where the component went away. */
    private final @Nullable Form[] forms;

    /** The number of each component as it is declared. */
    private final int[] numbers;

    /** What stands for absence, by number. */
    private final @Nullable Object[] absents;

    /** Made when it is needed, for few types of all that a job may have are ever used. */
    private volatile @Nullable RecordAccess access;

    RecordForm(Class<?> type) {
        this.type = type;
        this.names = FieldNumbers.known().of(type);
        this.forms = new Form[names.size()];
        this.absents = new Object[names.size()];
        RecordComponent[] declared = type.getRecordComponents();
        this.numbers = new int[declared.length];
        for (int position = 0; position < declared.length; position++) {
            int number = names.indexOf(declared[position].getName());
            if (number < 0) {
                throw new IllegalArgumentException(
                        "fields.txt lacks " + declared[position].getName() + " at the end of the line of " + type);
            }
            Form form = Forms.of(declared[position].getAnnotatedType());
            forms[number] = form;
            numbers[position] = number;
            absents[number] = form.absent();
        }
    }

    Class<?> type() {
        return type;
    }

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        if (value == null) {
            // No bit set: a record that is told always differs in something from a base that is there.
            out.bytes.octet(0);
            return;
        }
        @Nullable Object[] values = values(value);
        @Nullable Object[] bases = base == null ? absents : out.valuesOf(this, base);
        out.remember(this, value, values);
        boolean[] changed = new boolean[forms.length];
        for (int number = 0; number < forms.length; number++) {
            changed[number] = Encoder.differ(values[number], bases[number]);
        }
        out.bytes.bitsToTheLast(changed);
        for (int number = 0; number < forms.length; number++) {
            Form form = forms[number];
            if (form != null && changed[number]) {
                form.write(out, values[number], bases[number]);
            }
        }
    }

    /** The components of a record, by number. */
    @Nullable
    Object[] values(Object of) {
        @Nullable Object[] values = new Object[forms.length];
        access().take(of, values);
        return values;
    }

    private RecordAccess access() {
        RecordAccess known = access;
        if (known == null) {
            known = RecordAccess.of(type, numbers);
            access = known;
        }
        return known;
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        boolean[] changed = in.bytes.bitsToTheLast(forms.length);
        if (changed == null) {
            throw new UnknownCommandException(
                    "a component of " + type.getSimpleName() + " after number " + names.size());
        }
        boolean any = false;
        @Nullable Object[] values = base == null ? absents.clone() : values(base);
        for (int number = 0; number < forms.length; number++) {
            if (changed[number]) {
                Form form = forms[number];
                if (form == null) {
                    throw new UnreadableException(
                            names.get(number) + " of " + type.getSimpleName() + " is not read any more");
                }
                values[number] = form.read(in, values[number]);
                any = true;
            }
        }
        return base != null && !any ? null : create(values);
    }

    private Object create(@Nullable Object[] values) {
        try {
            return access().make(values);
        } catch (RuntimeException refused) {
            throw new UnreadableException("the constructor of " + type + " refused: " + refused, refused);
        }
    }
}
