/* What post says before it posts, and after. */
#ifndef VERREKEN_IO_GROOTBOEK_POST_SUMMARY_H
#define VERREKEN_IO_GROOTBOEK_POST_SUMMARY_H

#include "io/grootboek/grootboek.h"
#include "io/write/json.h"

/* What a run will post, and what was posted: for people. */
Text posting_summary(Arena *arena, const Run *run);
Text posted_summary(Arena *arena, const Run *run, i64 boeking);

/* The same for a program, as members of "result". `run` NULL: the folder was posted before, as
 * `boeking`. */
typedef struct PostAnswer {
    const char *folder;
    const Posting *posting; /* NULL: nothing was posted */
    i64 boeking;            /* 0: none */
    Text grootboek;
    bool is_new; /* the grootboek was made */
} PostAnswer;
void answer_post(Json *json, const Run *run, const PostAnswer *post);

#endif
