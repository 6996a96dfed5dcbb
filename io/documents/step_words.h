/* How a woonplaats was found, in Dutch: the step of the law, and the article that it rests on. */
#ifndef VERREKEN_IO_DOCUMENTS_STEP_WORDS_H
#define VERREKEN_IO_DOCUMENTS_STEP_WORDS_H

#include "engine/resolve.h"

/* `by_row`: the pupil has no woonplaatsen, and the gemeente of its row stands for them. */
Text step_words(const Laag *laag, Step step, bool by_row);

#endif
