/* Goal: an IBAN is known by its check digits, and one digit wrong or two that changed places are
 * found; other identifiers by their form. */
#include "testing.h"

#include "io/documents/identifiers.h"

static void ibans_as_they_are_published(void **state)
{
    (void)state;
    static const char *const good[] = {
        "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00",          "DE89370400440532013000",
        "BE68539007547034",   "GB29NWBK60161331926819",          "FR1420041010050500013M02606",
        "NO9386011117947",    "MT84MALT011000012345MTLCAST001S", "NL13TEST0123456789",
    };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_null(iban_fault(text_of(good[i])));
}

static void ibans_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *iban, *says;
    } bad[] = {
        {"", "too short"},
        {" ", "too short"},
        {"NL91", "too short"},
        {"91NLABNA0417164300", "country"},
        {"NL91ABNA041716430", "18 characters"},
        {"NL91ABNA04171643000", "18 characters"},
        {"NL91ABN10417164300", "four letters"},
        {"NL91ABNA041716430A", "ten digits"},
        {"nl91abna0417164300", "capitals"},
        {"NL91-ABNA-0417164300", "capitals"},
        {"NL91ABNA0417164301", "check digits"},
        {"NL92ABNA0417164300", "check digits"},
        {"NL00TEST0123456789", "check digits"},
        {"DE8937040044053201300", "check digits"},
        {"DE893704004405320130001234567890123", "too long"},
        {"\xC3\x89L91ABNA0417164300", "capitals"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const char *fault = iban_fault(text_of(bad[i].iban));
        assert_non_null(fault);
        assert_says(text_of(fault), bad[i].says);
    }
}

/* The check digits of a body, from the definition: 98 − (body, NL, 00 as one number) mod 97. */
static void fill_check_digits(char iban[18])
{
    int rest = 0;
    for (int i = 4; i < 18; i++) {
        int value = iban[i] <= '9' ? iban[i] - '0' : iban[i] - 'A' + 10;
        for (int unit = value > 9 ? 10 : 1; unit; unit /= 10)
            rest = (rest * 10 + value / unit % 10) % 97;
    }
    for (const char *tail = "232100"; *tail; tail++) /* N is 23, L is 21 */
        rest = (rest * 10 + (*tail - '0')) % 97;
    iban[2] = (char)('0' + (98 - rest) / 10);
    iban[3] = (char)('0' + (98 - rest) % 10);
}

static void each_slip_is_found(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char iban[18] = "NL00";
        for (int i = 4; i < 18; i++)
            iban[i] = (char)(i < 8 ? 'A' + (int)random_below(26) : '0' + (int)random_below(10));
        fill_check_digits(iban);
        Text text = {iban, sizeof iban};
        assert_null(iban_fault(text));
        size_t at = 8 + random_below(9);
        char kept = iban[at];
        iban[at] = (char)('0' + (kept - '0' + 1 + (int)random_below(9)) % 10);
        assert_non_null(iban_fault(text));
        iban[at] = iban[at + 1];
        iban[at + 1] = kept;
        if (iban[at] != kept) assert_non_null(iban_fault(text));
    }
}

typedef struct Form {
    bool (*is)(Text text);
    const char *good[4], *bad[8];
} Form;

static void forms(void **state)
{
    (void)state;
    static const Form all[] = {
        {is_oin,
         {"00000099000000518000", "00000001003214345000"},
         {"", "0000009900000051800", "000000990000005180000", "0000009900000051800A",
          "99000000518000000000"}},
        {is_kvk, {"27000001", "01234567"}, {"", "1234567", "123456789", "1234567A", "2700 001"}},
        {is_postcode,
         {"2511 BT", "2511BT"},
         {"", "0511 BT", "2511 bt", "2511-BT", "2511  BT", "251 BT", "2511 B1"}},
        {is_btw_id,
         {"NL123456789B01", "NL000000000B99"},
         {"", "NL123456789B1", "NL123456789C01", "DE123456789B01", "nl123456789B01",
          "NL12345678AB01", "NL123456789B0A"}},
    };
    for (size_t f = 0; f < COUNT_OF(all); f++) {
        for (size_t i = 0; i < COUNT_OF(all[f].good) && all[f].good[i]; i++)
            assert_true(all[f].is(text_of(all[f].good[i])));
        for (size_t i = 0; i < COUNT_OF(all[f].bad) && all[f].bad[i]; i++)
            assert_false(all[f].is(text_of(all[f].bad[i])));
    }
}

static void as_machines_take_them(void **state)
{
    (void)state;
    Arena arena = {0};
    assert_text(without_blanks(&arena, TEXT("NL91 ABNA 0417 1643 00")), "NL91ABNA0417164300");
    assert_text(without_blanks(&arena, TEXT("")), "");
    assert_text(postcode_text(&arena, TEXT("2511BT")), "2511 BT");
    assert_text(postcode_text(&arena, TEXT("2511 BT")), "2511 BT");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ibans_as_they_are_published), cmocka_unit_test(ibans_that_are_none),
        cmocka_unit_test(each_slip_is_found),          cmocka_unit_test(forms),
        cmocka_unit_test(as_machines_take_them),
    };
    return RUN(tests);
}
