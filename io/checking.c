/* Sums and rows of the controls. In: written files; out: rows of controles.csv. */
#include "io/checking.h"

#include "engine/exact.h"
#include "io/sys.h"

CsvReader *open_written(Checking *c, const char *file)
{
    char *path = text_zero_ended(c->arena, JOIN(c->arena, c->folder, TEXT("/"), text_of(file)));
    FileRead read = sys_read_file(c->arena, path, (size_t)1 << 40);
    if (read.outcome != READ_OK) {
        c->reason = read.reason ? read.reason : "it cannot be read back";
        return NULL;
    }
    CsvReader *csv = NEW(c->arena, CsvReader, 1);
    csv_begin(csv, c->arena, read.text, ';');
    csv_next(csv); /* the header */
    return csv;
}

/* Fields from … to with the separators between them, as they are written. */
Text fields(const CsvReader *csv, size_t from, size_t to)
{
    if (to >= csv->count) return TEXT("");
    size_t end = csv->offsets[to] + csv->fields[to].length;
    return text_slice(csv->text, csv->offsets[from], end);
}

/* An amount as it is written; one that cannot be read makes every comparison fail. */
i128 amount(const CsvReader *csv, size_t field)
{
    i64 cents;
    if (field < csv->count && !decimal_parse(csv->fields[field], 16, 2, &cents)) return cents;
    return (i128)AMOUNT_MOST * 1000;
}

static size_t subject(Checking *c, Sums *sums, Text text)
{
    sums->subjects.arena = c->arena;
    size_t known = sums->subjects.count;
    u32 index = symbols_intern(&sums->subjects, text);
    if (sums->subjects.count > known) {
        *PUSH(c->arena, &sums->left) = 0;
        *PUSH(c->arena, &sums->right) = 0;
    }
    return index;
}

void add_left(Checking *c, Sums *sums, Text text, i128 value)
{
    size_t index = subject(c, sums, text);
    sums->left.items[index] += value;
}

void add_right(Checking *c, Sums *sums, Text text, i128 value)
{
    size_t index = subject(c, sums, text);
    sums->right.items[index] += value;
}

/* --- rows ------------------------------------------------------------------------------------- */

Text cents_text(Arena *arena, i128 cents)
{
    TextBuilder text = {.arena = arena};
    u128 size = cents < 0 ? -(u128)cents : (u128)cents;
    if (cents < 0) build_char(&text, '-');
    build_integer(&text, (i128)(size / 100));
    build_char(&text, '.');
    build_padded(&text, (u64)(size % 100), 2);
    return built(&text);
}

Text fraction_text(Arena *arena, i128 numerator, i128 denominator)
{
    TextBuilder text = {.arena = arena};
    u128 size = numerator < 0 ? -(u128)numerator : (u128)numerator;
    i128 divisor = (i128)greatest_common_divisor(size, (u128)denominator);
    build_integer(&text, numerator / divisor);
    if (denominator != divisor) {
        build_char(&text, '/');
        build_integer(&text, denominator / divisor);
    }
    return built(&text);
}

void add_control(Checking *c, Text controle, Text onderwerp, Text links, Text rechts, Text verschil,
                 Oordeel oordeel)
{
    *PUSH(c->arena, c->controls) = (Control){controle, onderwerp, links, rechts, verschil, oordeel};
    c->controls->failed += oordeel == OORDEEL_FOUT;
    c->controls->signals += oordeel == OORDEEL_SIGNAAL;
}

void compare_cents(Checking *c, Text controle, Text onderwerp, i128 left, i128 right)
{
    add_control(c, controle, onderwerp, cents_text(c->arena, left), cents_text(c->arena, right),
                cents_text(c->arena, left - right), left == right ? OORDEEL_GOED : OORDEEL_FOUT);
}

Text with_slashes(Arena *arena, Text key)
{
    char *copy = text_zero_ended(arena, key);
    size_t length = 0;
    for (size_t i = 0; i < key.length; i++) {
        bool empty = copy[i] == ';' && (i + 1 == key.length || copy[i + 1] == ';');
        if (!empty) copy[length++] = copy[i] == ';' ? '/' : copy[i];
    }
    return (Text){copy, length};
}

void compare_sums(Checking *c, Text controle, const Sums *sums)
{
    for (size_t i = 0; i < sums->subjects.count; i++)
        compare_cents(c, controle, with_slashes(c->arena, sums->subjects.items[i]),
                      sums->left.items[i], sums->right.items[i]);
}

/* Adds a fraction n or n/d to the sum. */
void add_fraction(mpq_t sum, Text text)
{
    char digits[128];
    mpq_t value;
    mpq_init(value);
    if (text.length > 0 && text.length < sizeof digits) {
        for (size_t i = 0; i < text.length; i++)
            digits[i] = text.at[i];
        digits[text.length] = 0;
        if (mpq_set_str(value, digits, 10) == 0 && mpz_sgn(mpq_denref(value)) > 0) {
            mpq_canonicalize(value);
            mpq_add(sum, sum, value);
        }
    }
    mpq_clear(value);
}

static Text mpq_text(Arena *arena, const mpq_t value)
{
    size_t room = mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10) + 3;
    return text_of(mpq_get_str(NEW(arena, char, room), 10, value));
}

/* Ends the sum of one laag: it must be `right`. */
void compare_fractions(Checking *c, Text controle, Text key, mpq_t sum, Text right)
{
    if (!key.length) return;
    mpq_t expected;
    mpq_init(expected);
    add_fraction(expected, right);
    Text left = mpq_text(c->arena, sum);
    bool equal = mpq_equal(sum, expected);
    mpq_sub(sum, sum, expected);
    add_control(c, controle, with_slashes(c->arena, key), left, right, mpq_text(c->arena, sum),
                equal ? OORDEEL_GOED : OORDEEL_FOUT);
    mpq_set_ui(sum, 0, 1);
    mpq_clear(expected);
}
