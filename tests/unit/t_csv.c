/* Goal: a CSV text is cut into exactly its records and fields, each with the line and the byte
 * where it begins; what is no CSV is told with its place, and costs no more than its line. */
#include "testing.h"

#include "io/read/csv.h"

#include <string.h>

static Arena arena;
static CsvReader reader;

static void begin(Text text, char separator)
{
    arena_free(&arena);
    memset(&reader, 0xA5, sizeof reader); /* nothing may depend on what was there */
    csv_begin(&reader, &arena, text, separator);
}

/* Reads a record, that must be whole, from line `line`, with these fields. */
static void expect_record(u32 line, size_t count, const char *const *fields)
{
    if (!csv_next(&reader)) fail_msg("no record at line %u", line);
    assert_int_equal(reader.fault, CSV_OK);
    assert_int_equal(reader.record_line, line);
    assert_int_equal(reader.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_text(reader.fields[i], fields[i]);
        size_t at = reader.offsets[i];
        bool begins = i == 0 ? at == reader.record_at : reader.text.at[at - 1] == ';';
        assert_true(begins);
    }
}
#define RECORD(line, ...) \
    expect_record((line), COUNT_OF(((const char *[]){__VA_ARGS__})), (const char *[]){__VA_ARGS__})

static void expect_fault(u32 line, CsvFault fault, size_t fields, size_t offset)
{
    if (!csv_next(&reader)) fail_msg("no record at line %u", line);
    assert_int_equal(reader.fault, fault);
    assert_int_equal(reader.record_line, line);
    assert_int_equal(reader.count, fields);
    assert_int_equal(reader.fault_at, offset);
}

static void expect_end(void)
{
    assert_false(csv_next(&reader));
    assert_false(csv_next(&reader));
}

static void fields_and_records_are_cut(void **state)
{
    (void)state;
    begin(TEXT("a;b;c\n1;;3\n;\nx\n"), ';');
    RECORD(1, "a", "b", "c");
    RECORD(2, "1", "", "3");
    RECORD(3, "", "");
    RECORD(4, "x");
    expect_end();
    begin(TEXT("a,b\tc;d"), ';');
    RECORD(1, "a,b\tc", "d");
    expect_end();
    begin(TEXT("a;"), ';');
    RECORD(1, "a", "");
    expect_end();
    begin(TEXT(""), ';');
    expect_end();
}

static void quotes_hold_what_would_cut(void **state)
{
    (void)state;
    begin(TEXT("\"a\";\"b;c\"\n\"\";\"say \"\"hi\"\"\"\n\"\"\"\";x\n\"a\r\nb\";c\n"), ';');
    RECORD(1, "a", "b;c");
    RECORD(2, "", "say \"hi\"");
    RECORD(3, "\"", "x");
    RECORD(4, "a\r\nb", "c");
    expect_end();
}

static void lines_end_in_lf_or_crlf(void **state)
{
    (void)state;
    begin(TEXT("a;b\r\n\"c\";d\r\ne;\"f\"\r\ng;h\r"), ';');
    RECORD(1, "a", "b");
    RECORD(2, "c", "d");
    RECORD(3, "e", "f");
    RECORD(4, "g", "h");
    expect_end();
}

static void lines_without_a_byte_are_passed_and_counted(void **state)
{
    (void)state;
    begin(TEXT("\n\r\na\n\n\r\n\nb\n\n\r\n"), ';');
    RECORD(3, "a");
    RECORD(7, "b");
    expect_end();
}

static void lines_are_counted_through_quoted_fields(void **state)
{
    (void)state;
    begin(TEXT("a;\"1\n2\n\n4\";b\nc;d\n\"\n\";\"\n\n\"\ne"), ';');
    RECORD(1, "a", "1\n2\n\n4", "b");
    assert_int_equal(reader.offsets[2], 11);
    RECORD(5, "c", "d");
    assert_int_equal(reader.record_at, 13);
    RECORD(6, "\n", "\n\n");
    RECORD(10, "e");
    expect_end();
}

static void what_is_no_csv_is_told_at_its_byte(void **state)
{
    (void)state;
    begin(TEXT("a;b\"c;d\ne;f\n"), ';');
    expect_fault(1, CSV_QUOTE_INSIDE, 1, 3);
    RECORD(2, "e", "f");
    begin(TEXT("x\na;\"b\"c;d\ne;f\n"), ';');
    RECORD(1, "x");
    expect_fault(2, CSV_AFTER_QUOTE, 1, 7);
    RECORD(3, "e", "f");
    begin(TEXT("a;b;\"c\nd;e\n"), ';');
    expect_fault(1, CSV_UNTERMINATED, 2, 4);
    RECORD(2, "d", "e");
    expect_end();
    begin(TEXT("a;b\rc;d\r"), ';');
    expect_fault(1, CSV_CARRIAGE_RETURN, 1, 3);
    expect_end();
    begin(TEXT("\"a\"\rb\nc"), ';');
    expect_fault(1, CSV_CARRIAGE_RETURN, 0, 3);
    RECORD(2, "c");
    begin(TEXT("\""), ';');
    expect_fault(1, CSV_UNTERMINATED, 0, 0);
    expect_end();
    begin(TEXT("a;\"\"\"\nb"), ';');
    expect_fault(1, CSV_UNTERMINATED, 1, 2);
    RECORD(2, "b");
}

/* A fault after a quoted field over several lines: reading goes on at the second of them. */
static void a_fault_costs_no_more_than_its_line(void **state)
{
    (void)state;
    begin(TEXT("\"a\nb\nc\"x;d\ne;f\n"), ';');
    expect_fault(1, CSV_AFTER_QUOTE, 0, 7);
    RECORD(2, "b");
    expect_fault(3, CSV_QUOTE_INSIDE, 0, 6);
    RECORD(4, "e", "f");
    expect_end();
}

static void a_record_of_a_mebibyte_is_the_longest(void **state)
{
    (void)state;
    static char bytes[CSV_RECORD_MOST + 8];
    for (size_t extra = 0; extra < 2; extra++) {
        size_t length = CSV_RECORD_MOST + extra;
        memset(bytes, 'x', sizeof bytes);
        bytes[length - 3] = ';';
        memcpy(bytes + length, "\ny\n", 3);
        begin((Text){bytes, length + 3}, ';');
        assert_true(csv_next(&reader));
        assert_int_equal(reader.fault, extra ? CSV_TOO_LONG : CSV_OK);
        assert_int_equal(reader.count, 2);
        RECORD(2, "y");
        expect_end();
    }
}

static void a_fault_lies_in_its_record(void **state)
{
    (void)state;
    static char bytes[CSV_RECORD_MOST + 64];
    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes, "a;b\n1;2;", 8);
    begin((Text){bytes, sizeof bytes}, ';');
    RECORD(1, "a", "b");
    assert_true(csv_next(&reader));
    assert_int_equal(reader.fault, CSV_TOO_LONG);
    assert_in_range(reader.fault_at, reader.record_at, sizeof bytes);
}

static void a_record_has_at_most_256_fields(void **state)
{
    (void)state;
    static char bytes[4 * CSV_FIELDS_MOST];
    for (size_t count = CSV_FIELDS_MOST; count <= CSV_FIELDS_MOST + 1; count++) {
        memset(bytes, ';', sizeof bytes);
        bytes[count - 1] = '\n';
        bytes[count] = 'z';
        begin((Text){bytes, count + 1}, ';');
        assert_true(csv_next(&reader));
        assert_int_equal(reader.fault, count > CSV_FIELDS_MOST ? CSV_TOO_MANY_FIELDS : CSV_OK);
        assert_int_equal(reader.count, CSV_FIELDS_MOST);
        if (reader.fault) assert_in_range(reader.fault_at, 0, count);
        RECORD(2, "z");
        expect_end();
    }
}

static void the_separator_is_the_first_outside_quotes(void **state)
{
    (void)state;
    assert_int_equal(csv_separator(TEXT("a;b,c\n")), ';');
    assert_int_equal(csv_separator(TEXT("a,b;c\n")), ',');
    assert_int_equal(csv_separator(TEXT("a\tb;c\n")), '\t');
    assert_int_equal(csv_separator(TEXT("\"a;b\",c\n")), ',');
    assert_int_equal(csv_separator(TEXT("\"a\"\";\",c\n")), ',');
    assert_int_equal(csv_separator(TEXT("a\nb;c\n")), 0);
    assert_int_equal(csv_separator(TEXT("")), 0);
}

/* A random field, of bytes that matter to a CSV. */
static Text random_field(Arena *texts)
{
    static const char bytes[] = "ab ;,\"\n\r\t\xC3";
    TextBuilder field = {.arena = texts};
    for (u64 length = random_below(7); length; length--)
        build_char(&field, bytes[random_below(sizeof bytes - 1)]);
    return text_copy(texts, built(&field));
}

static void write_field(TextBuilder *out, Text field)
{
    bool quote = random_below(4) == 0;
    for (size_t i = 0; i < field.length; i++)
        quote = quote || strchr(";\"\n\r", field.at[i]);
    if (quote) build_char(out, '"');
    for (size_t i = 0; i < field.length; i++) {
        if (field.at[i] == '"') build_char(out, '"');
        build_char(out, field.at[i]);
    }
    if (quote) build_char(out, '"');
}

static void random_records_are_written_and_read_back(void **state)
{
    (void)state;
    enum { RECORDS = 5, FIELDS = 4 };
    Arena texts = {0};
    for (int round = 0; round < 1500; round++) {
        Text fields[RECORDS][FIELDS];
        TextBuilder out = {.arena = &texts};
        u32 lines[RECORDS], line = 1;
        for (size_t r = 0; r < RECORDS; r++) {
            lines[r] = line;
            for (size_t f = 0; f < FIELDS; f++) {
                fields[r][f] = random_field(&texts);
                if (f) build_char(&out, ';');
                write_field(&out, fields[r][f]);
                for (size_t i = 0; i < fields[r][f].length; i++)
                    line += fields[r][f].at[i] == '\n';
            }
            line++;
            build_text(&out, random_below(2) ? TEXT("\r\n") : TEXT("\n"));
        }
        begin(built(&out), ';');
        for (size_t r = 0; r < RECORDS; r++) {
            assert_true(csv_next(&reader));
            assert_int_equal(reader.fault, CSV_OK);
            assert_int_equal(reader.count, FIELDS);
            assert_int_equal(reader.record_line, lines[r]);
            for (size_t f = 0; f < FIELDS; f++)
                assert_true(text_equal(reader.fields[f], fields[r][f]));
        }
        expect_end();
        arena_rewind(&texts);
    }
    arena_free(&texts);
}

/* Whatever the bytes are: reading ends, and no field lies outside the text. */
static void any_bytes_are_read_to_their_end(void **state)
{
    (void)state;
    static const char bytes[] = "\";\r\na";
    char text[24];
    for (int round = 0; round < 20000; round++) {
        size_t length = random_below(sizeof text);
        for (size_t i = 0; i < length; i++)
            text[i] = bytes[random_below(sizeof bytes - 1)];
        begin((Text){text, length}, ';');
        size_t before = 0;
        u32 line = 0;
        while (csv_next(&reader)) {
            assert_true(reader.at > before && reader.at <= length);
            assert_true(reader.record_line > line && reader.line > reader.record_line);
            if (reader.fault) assert_in_range(reader.fault_at, reader.record_at, length);
            before = reader.at, line = reader.record_line;
            for (size_t i = 0; i < reader.count; i++)
                assert_true(reader.offsets[i] + reader.fields[i].length <= length);
        }
    }
    arena_free(&arena);
}

/* --- byte by byte ----------------------------------------------------------------------------- */

/* The record that begins at `at`, found one byte at a time; the reader goes by blocks. */
typedef struct SlowRecord {
    size_t count, next, offsets[CSV_FIELDS_MOST], ends[CSV_FIELDS_MOST], fault_at;
    CsvFault fault;
} SlowRecord;

/* Takes the field at *i, up to what ends it. */
static void slow_field(Text text, size_t *i, SlowRecord *record)
{
    bool quoted = *i < text.length && text.at[*i] == '"';
    size_t opening = *i;
    *i += quoted;
    for (; *i < text.length; ++*i) {
        char c = text.at[*i];
        if (quoted && c == '"') {
            if (*i + 1 == text.length || text.at[*i + 1] != '"') {
                ++*i;
                return;
            }
            ++*i;
        } else if (!quoted && (c == ';' || c == '\n' || c == '\r')) {
            return;
        } else if (!quoted && c == '"') {
            record->fault = CSV_QUOTE_INSIDE;
            record->fault_at = *i;
            return;
        }
    }
    if (!quoted) return;
    record->fault = CSV_UNTERMINATED;
    record->fault_at = opening;
}

static SlowRecord slow_record(Text text, size_t at)
{
    SlowRecord record = {0};
    size_t i = at;
    for (;;) {
        record.offsets[record.count] = i;
        slow_field(text, &i, &record);
        if (record.fault) break;
        record.ends[record.count] = i;
        char c = i < text.length ? text.at[i] : '\n',
             after = i + 1 < text.length ? text.at[i + 1] : '\n';
        if (c == '\n' || (c == '\r' && after == '\n')) {
            record.count++;
            record.next = i + (c == '\r') + 1;
            if (record.next > text.length) record.next = text.length;
            return record;
        }
        if (c != ';') {
            record.fault = c == '\r' ? CSV_CARRIAGE_RETURN : CSV_AFTER_QUOTE;
            record.fault_at = i;
            break;
        }
        record.count++;
        i++;
    }
    size_t end = text_find(text, '\n', at);
    record.next = end < text.length ? end + 1 : end;
    return record;
}

static void expect_slow_record(Text text)
{
    SlowRecord slow = slow_record(text, reader.record_at);
    assert_int_equal(reader.fault, slow.fault);
    assert_int_equal(reader.count, slow.count);
    assert_int_equal(reader.at, slow.next);
    if (slow.fault) assert_int_equal(reader.fault_at, slow.fault_at);
    for (size_t i = 0; i < slow.count; i++) {
        size_t from = slow.offsets[i], end = slow.ends[i];
        assert_int_equal(reader.offsets[i], from);
        if (text.at[from] == '"' && from < end) continue; /* unescaped elsewhere */
        assert_true(reader.fields[i].at == text.at + from && reader.fields[i].length == end - from);
    }
    assert_int_equal(reader.record_line,
                     1 + text_count(text_slice(text, 0, reader.record_at), '\n'));
}

/* Fields of up to three blocks, so that what ends them stands at every place of a block. */
static void blocks_find_what_bytes_find(void **state)
{
    (void)state;
    static const char bytes[] = "\"\"\";;;\n\n\r\xC3\xA9";
    char text[600];
    for (int round = 0; round < 20000; round++) {
        size_t length = random_below(sizeof text), plain = 1 + random_below(120);
        for (size_t i = 0; i < length; i++)
            text[i] = random_below(plain) ? 'x' : bytes[random_below(sizeof bytes - 1)];
        Text all = {text, length};
        begin(all, ';');
        size_t before = 0;
        while (csv_next(&reader)) {
            for (size_t i = before; i < reader.record_at; i++) /* passed: lines without a byte */
                assert_true(text[i] == '\n' || (text[i] == '\r' && text[i + 1] == '\n'));
            expect_slow_record(all);
            before = reader.at;
        }
        assert_true(reader.at == length);
    }
    arena_free(&arena);
}

static void a_reader_can_be_set_between_two_records(void **state)
{
    (void)state;
    begin(TEXT("a;b\nc;d\n\n\ne;\"f\ng\"\nh;i\n"), ';');
    csv_between(&reader, 4, 2, 11);
    RECORD(2, "c", "d");
    RECORD(5, "e", "f\ng"); /* begins before 11, and is read to its end */
    expect_end();
    csv_between(&reader, 4, 2, 9);
    RECORD(2, "c", "d");
    expect_end();
}

static void a_record_begins_after_a_line_end_outside_quotes(void **state)
{
    (void)state;
    Text text = TEXT("a;\"b\nc\"\nd\ne");
    assert_int_equal(csv_record_after(text, 0, false), 8);
    assert_int_equal(csv_record_after(text, 4, true), 8);
    assert_int_equal(csv_record_after(text, 7, false), 8);
    assert_int_equal(csv_record_after(text, 8, false), 10);
    assert_int_equal(csv_record_after(text, 10, false), text.length);
    assert_int_equal(csv_record_after(text, 8, true), text.length);
    static char bytes[CSV_RECORD_MOST + 100];
    memset(bytes, 'x', sizeof bytes);
    bytes[sizeof bytes - 5] = '\n';
    text = (Text){bytes, sizeof bytes};
    assert_int_equal(csv_record_after(text, 2, false), CSV_RECORD_MOST + 2);
    assert_int_equal(csv_record_after(text, 97, false), sizeof bytes - 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_records_are_cut),
        cmocka_unit_test(quotes_hold_what_would_cut),
        cmocka_unit_test(lines_end_in_lf_or_crlf),
        cmocka_unit_test(lines_without_a_byte_are_passed_and_counted),
        cmocka_unit_test(lines_are_counted_through_quoted_fields),
        cmocka_unit_test(what_is_no_csv_is_told_at_its_byte),
        cmocka_unit_test(a_fault_costs_no_more_than_its_line),
        cmocka_unit_test(a_record_of_a_mebibyte_is_the_longest),
        cmocka_unit_test(a_fault_lies_in_its_record),
        cmocka_unit_test(a_record_has_at_most_256_fields),
        cmocka_unit_test(the_separator_is_the_first_outside_quotes),
        cmocka_unit_test(random_records_are_written_and_read_back),
        cmocka_unit_test(any_bytes_are_read_to_their_end),
        cmocka_unit_test(blocks_find_what_bytes_find),
        cmocka_unit_test(a_reader_can_be_set_between_two_records),
        cmocka_unit_test(a_record_begins_after_a_line_end_outside_quotes),
    };
    return RUN(tests);
}
