/* Words for units. In: a laag; out: what it counts, in Dutch. Holds always: units of a laag with a
 * weging are called weighed, for their number is no number of days or pupils. */
#include "io/documents/unit_words.h"

static Text one_of(Text many)
{
    static const struct {
        const char *many, *one;
    } words[] = {
        {"leerlingen", "leerling"},
        {"getelde leerlingen", "getelde leerling"},
        {"leerlingdagen", "leerlingdag"},
        {"deelnamedagen", "deelnamedag"},
        {"deelnemers", "deelnemer"},
        {"aandelen", "aandeel"},
        {"centen", "cent"},
        {"eenheden", "eenheid"},
        {"eenheden van het kengetal", "eenheid van het kengetal"},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_equal(many, text_of(words[i].many))) return text_of(words[i].one);
    return many;
}

Text unit_words(Arena *arena, const Laag *laag, bool one)
{
    const Sleutel *sleutel = laag->sleutel;
    Text words = text_of(sleutel->people_unit ? sleutel->people_unit : sleutel->unit);
    if (one) words = one_of(words);
    return laag->weging_count ? JOIN(arena, TEXT("gewogen "), words) : words;
}

i64 people_units_of(const Sleutel *sleutel)
{
    return sleutel->people_unit ? sleutel->people_units : 1;
}

bool is_of_shares(const Sleutel *sleutel)
{
    for (size_t i = 0; i < sleutel->param_count; i++)
        if (sleutel->params[i].kind == PARAM_SHARES) return true;
    return false;
}
