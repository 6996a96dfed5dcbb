/* Identifiers. In: a text as people write it; out: whether it has the form that it must have. Holds
 * always: only capitals and digits of ASCII are letters and digits. */
#include "io/documents/identifiers.h"

#include "engine/taal.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool are_digits(Text text, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (!is_digit(text.at[i])) return false;
    return true;
}

/* --- IBAN (ISO 13616) ------------------------------------------------------------------------- */

enum { IBAN_LEAST = 15, IBAN_MOST = 34, IBAN_NL = 18 };

/* The remainder by 97 of the number that the characters first … end - 1 stand for, behind `so_far`;
 * a letter is two digits, A is 10. */
static int remainder_of(const char *iban, size_t first, size_t end, int so_far)
{
    for (size_t i = first; i < end; i++) {
        int value = is_digit(iban[i]) ? iban[i] - '0' : iban[i] - 'A' + 10;
        so_far = (so_far * (value > 9 ? 100 : 10) + value) % 97;
    }
    return so_far;
}

const char *iban_fault(Text text)
{
    char iban[IBAN_MOST];
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == ' ') continue;
        if (length == IBAN_MOST) return SAID("it is too long");
        if (!is_digit(text.at[i]) && !is_capital(text.at[i]))
            return SAID("it has more than capitals, digits and blanks");
        iban[length++] = text.at[i];
    }
    bool begins = length >= IBAN_LEAST && is_capital(iban[0]) && is_capital(iban[1]) &&
                  is_digit(iban[2]) && is_digit(iban[3]);
    if (!begins)
        return SAID("it does not begin with a country and two check digits, or is too short");
    bool dutch = iban[0] == 'N' && iban[1] == 'L';
    if (dutch && length != IBAN_NL) return SAID("one of the Netherlands has 18 characters");
    for (size_t i = 4; dutch && i < IBAN_NL; i++)
        if (i < 8 ? !is_capital(iban[i]) : !is_digit(iban[i]))
            return SAID("one of the Netherlands is NL, two digits, four letters and ten digits");
    int rest = remainder_of(iban, 0, 4, remainder_of(iban, 4, length, 0));
    return rest == 1 ? NULL : SAID("its check digits do not fit, so a digit or letter is wrong");
}

/* --- others ----------------------------------------------------------------------------------- */

bool is_oin(Text oin)
{
    return oin.length == 20 && are_digits(oin, 0, 20) && text_starts(oin, TEXT("0000"));
}

bool is_kvk(Text kvk)
{
    return kvk.length == 8 && are_digits(kvk, 0, 8);
}

bool is_postcode(Text postcode)
{
    size_t length = postcode.length;
    return (length == 6 || (length == 7 && postcode.at[4] == ' ')) && are_digits(postcode, 0, 4) &&
           postcode.at[0] != '0' && is_capital(postcode.at[length - 2]) &&
           is_capital(postcode.at[length - 1]);
}

bool is_btw_id(Text btw_id)
{
    return btw_id.length == 14 && text_starts(btw_id, TEXT("NL")) && are_digits(btw_id, 2, 11) &&
           btw_id.at[11] == 'B' && are_digits(btw_id, 12, 14);
}

Text without_blanks(Arena *arena, Text text)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] != ' ') build_char(&out, text.at[i]);
    return built(&out);
}

Text postcode_text(Arena *arena, Text postcode)
{
    if (postcode.length != 6) return postcode;
    return JOIN(arena, text_slice(postcode, 0, 4), TEXT(" "), text_slice(postcode, 4, 6));
}
