/* Free texts without pupils. In: texts; out: the same, with the identifiers of pupils replaced.
 * Holds always: no word of what comes out is an identifier of a pupil of the input; the identifiers
 * are read once, when the first word needs them. */
#include "io/documents/pupil_words.h"

static bool is_mark(char byte)
{
    return byte == '.' || byte == '_' || byte == '/' || byte == '-';
}

static bool names_pupil(PupilWords *words, Text text)
{
    if (!words->known)
        for (u32 l = 0; l < words->batch->leerling_ids.count; l++)
            symbols_intern(&words->ids, leerling_id(words->batch, l));
    words->known = true;
    return symbols_find(&words->ids, text) != NONE;
}

/* How long the longest identifier of a pupil is that begins at `at` of a word; 0: none does. */
static size_t pupil_at(PupilWords *words, Text word, size_t at)
{
    if (is_mark(word.at[at]) || (at && !is_mark(word.at[at - 1]))) return 0;
    size_t most = word.length - at < IDENTIFIER_MOST ? word.length - at : IDENTIFIER_MOST;
    for (size_t length = most; length; length--) {
        size_t end = at + length;
        bool ends = end == word.length || is_mark(word.at[end]) || is_mark(word.at[end - 1]);
        if (ends && names_pupil(words, text_slice(word, at, end))) return length;
    }
    return 0;
}

Text without_pupils(PupilWords *words, Text text)
{
    TextBuilder out = {.arena = words->arena};
    size_t kept = 0; /* what is before it is in `out` */
    for (size_t at = 0; at < text.length;) {
        Text word = text_identifier_at(text, at);
        for (size_t i = 0; i < word.length;) {
            size_t length = pupil_at(words, word, i);
            if (length) {
                build_text(&out, text_slice(text, kept, at + i));
                build_text(&out, TEXT("(leerling)"));
                kept = at + i + length;
            }
            i += length ? length : 1;
        }
        at += word.length ? word.length : 1;
    }
    if (!kept) return text;
    build_text(&out, text_slice(text, kept, text.length));
    return built(&out);
}
