/* Goal: a text loses each identifier of a pupil that stands in it as a word, whatever marks are
 * around it, and nothing else. */
#include "testing.h"

#include "io/documents/pupil_words.h"

static Arena arena;

static void assert_becomes(const char *text, const char *expected)
{
    static const char *const ids[] = {"L0001", "77", "a.b", "x/y-1", "L0001-2", "Q."};
    PupilWords words = pupil_words(&arena, NULL);
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        symbols_intern(&words.ids, text_of(ids[i]));
    words.known = true;
    assert_text(without_pupils(&words, text_of(text)), expected);
}

static void pupils_are_replaced(void **state)
{
    (void)state;
    assert_becomes("Casus L0001", "Casus (leerling)");
    assert_becomes("L0001", "(leerling)");
    assert_becomes("L0001, L0001.", "(leerling), (leerling).");
    assert_becomes("(L0001/77) en a.b-77", "((leerling)/(leerling)) en (leerling)-(leerling)");
    assert_becomes("L0001-2 is een ander", "(leerling) is een ander");
    assert_becomes("zie x/y-1!", "zie (leerling)!");
    assert_becomes("Q. of Q.x", "(leerling) of (leerling)x");
    assert_becomes("é77é", "é(leerling)é");
}

static void other_words_stay(void **state)
{
    (void)state;
    static const char *const texts[] = {"",     "Casus L00012",  "AL0001", "777 x77", "a.bc",
                                        "é…—.", "l0001 (klein)", "x/y",    "-._/"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_becomes(texts[i], texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pupils_are_replaced),
                                       cmocka_unit_test(other_words_stay)};
    return RUN(tests);
}
