/* Pseudonyms. In: a file with a key, identifiers; out: 26 letters and digits for each. Holds
 * always: a key that others may read, or that is short, is refused. */
#include "io/documents/pseudonym.h"

#include "io/system/sys.h"

enum { KEY_LEAST = 16, KEY_MOST = 4096 };

Pseudonyms *pseudonyms_read(Run *run, Text path)
{
    Arena *arena = run->arena;
    FileRead file = sys_read_secret(arena, text_zero_ended(arena, path), KEY_MOST);
    const char *problem = NULL;
    switch (file.outcome) {
    case READ_OK:
        if (file.text.length < KEY_LEAST)
            problem = SAID("it has fewer than 16 bytes; make one of 32 random bytes");
        break;
    case READ_MISSING: problem = SAID("there is no such file; correct the name"); break;
    case READ_NOT_REGULAR: problem = SAID("it is no file; correct the name"); break;
    case READ_TOO_LARGE:
        problem = SAID("it has more than 4096 bytes; make one of 32 random bytes");
        break;
    case READ_FAILED: problem = file.reason; break;
    }
    if (problem) {
        FAULT_AT(run->batch->report, E348_PSEUDONIEM, run->settings->invoicing.pseudoniem_place,
                 path, words_of(problem));
        return NULL;
    }
    Pseudonyms *pseudonyms = NEW(arena, Pseudonyms, 1);
    hmac_begin(&pseudonyms->hmac, file.text);
    return pseudonyms;
}

Text pseudonym_of(Arena *arena, const Pseudonyms *pseudonyms, Text identifier)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    enum { BITS = 128, LETTER_BITS = 5 };
    u8 digest[HMAC_BYTES] = {0};
    Hmac hmac = pseudonyms->hmac;
    hmac_of(&hmac, identifier, digest);
    char *text = NEW(arena, char, PSEUDONYM_LENGTH + 1);
    for (int i = 0; i < PSEUDONYM_LENGTH; i++) {
        unsigned letter = 0;
        for (int bit = i * LETTER_BITS; bit < (i + 1) * LETTER_BITS; bit++) {
            unsigned set = bit < BITS ? digest[bit / 8] >> (7 - bit % 8) & 1u : 0;
            letter = letter << 1 | set;
        }
        text[i] = letters[letter];
    }
    return (Text){text, PSEUDONYM_LENGTH};
}
