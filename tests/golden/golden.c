/* Goal: whoever has a mistake in an input is told where it is, what is wrong and what to do, in
 * words that someone has read and approved.
 *
 *   golden [--update | --dutch] VERREKEN GOLDEN_DIR FAULTS_DEF [CASE...]
 *
 * In: base/ and the *.case files of GOLDEN_DIR (README.md describes them), the list of ids.
 * Out: TAP; with --update, the block stderr of every case is written anew; with --dutch the cases
 * run in Dutch, and must tell the same at the same places, without a word of English. CASE...: only
 * those run, and no id is missed.
 * Always: a case runs in a folder of its own, which is gone afterwards, in an environment that
 * holds nothing but what is kept below, and for SECONDS_MOST at most.
 */
#define _XOPEN_SOURCE 700
#include "case.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_MOST = 120, LINES_SHOWN = 40, TIMED_OUT = 128 + 14 };

typedef struct Id {
    char name[8];
    int listed;                    /* how often faults.def has it */
    int cases, with_wrong, with_right; /* cases that are named after it and tell it */
} Id;

static Id ids[1000];
static int id_count, number, failed;
static const char *verreken, *golden_dir, *language = "en";
static int update, dutch;

/* --- TAP ------------------------------------------------------------------------------------- */

static void result(int good, const char *what)
{
    printf("%sok %d - %s\n", good ? "" : "not ", ++number, what);
    failed += !good;
}

/* A case that waits for the program to become better is expected to fail: TAP has a word for it. */
static void result_of(const Case *c, int good, const char *what)
{
    static const char mark[] = " # TO" "DO ";
    if (!c->waits) {
        result(good, what);
        return;
    }
    printf("%sok %d - %s%s%s\n", good ? "" : "not ", ++number, what, mark, c->waits);
    failed += good;
}

/* Every line of `text` as a comment. */
static void comment(const char *mark, const char *text)
{
    for (int lines = 0; *text && lines < LINES_SHOWN; lines++) {
        size_t length = strcspn(text, "\n");
        printf("# %s%.*s\n", mark, (int)length, text);
        text += length + (text[length] == '\n');
    }
    if (*text) printf("# %s(more)\n", mark);
}

static int line_of_difference(const char *a, const char *b)
{
    int line = 1;
    for (; *a && *a == *b; a++, b++)
        line += *a == '\n';
    return line;
}

/* --- ids ------------------------------------------------------------------------------------- */

static Id *id_named(const char *name)
{
    for (int i = 0; i < id_count; i++)
        if (!strcmp(ids[i].name, name)) return &ids[i];
    return NULL;
}

static void read_ids(const char *path)
{
    for (char *line = read_text(path), *next; *line; line = next) {
        char letter, name[8];
        unsigned digits;
        next = line + strcspn(line, "\n");
        if (*next) *next++ = 0;
        if (sscanf(line, "FAULT(%c, %3u,", &letter, &digits) != 2) continue;
        snprintf(name, sizeof name, "%c%03u", letter, digits);
        Id *id = id_named(name);
        if (!id) {
            if (id_count == 1000) give_up(path, "more ids than golden.c has room for");
            id = &ids[id_count++];
            memcpy(id->name, name, sizeof name);
        }
        id->listed++;
    }
    if (!id_count) give_up(path, "no FAULT(…) in it");
}

/* Counts the case for the id that its name begins with, when it tells that id. */
static void count_case(const char *name, const Case *c)
{
    char own[8] = "", told[16];
    snprintf(own, sizeof own, "%.4s", name);
    Id *id = id_named(own);
    if (!id) return;
    snprintf(told, sizeof told, "%s %s", *own == 'E' ? "error" : "warning", own);
    if (!strstr(c->expected, told)) return;
    id->cases++;
    id->with_wrong += c->wrong != NULL;
    id->with_right += c->right != NULL;
}

static void report_ids(void)
{
    char without[sizeof ids] = "", pairless[sizeof ids] = "", twice[sizeof ids] = "";
    for (int i = 0; i < id_count; i++) {
        const Id *id = &ids[i];
        if (!id->cases) strcat(strcat(without, id->name), "\n");
        else if (!id->with_wrong || !id->with_right) strcat(strcat(pairless, id->name), "\n");
        if (id->listed > 1) strcat(strcat(twice, id->name), "\n");
    }
    result(!*without, "every id has a case that is named after it and tells it");
    comment("without: ", without);
    result(!*pairless, "every id has a case with a wrong and a right line");
    comment("without: ", pairless);
    result(!*twice, "no id is used twice in faults.def");
    comment("twice: ", twice);
}

/* --- one case -------------------------------------------------------------------------------- */

typedef struct Ran {
    int status; /* 128 + the number of the signal that ended it */
    char *errors, *output;
} Ran;

static void redirect(int descriptor, const char *path, int flags)
{
    int file = open(path, flags, 0600);
    if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
    close(file);
}

/* Whether the command writes a folder: all but check do. */
static int writes(const Case *c)
{
    return strncmp(c->command, "check", 5) != 0;
}

/* import takes no INI, and writes what it understood when it refuses rows. */
static int imports(const Case *c)
{
    return !strncmp(c->command, "import", 6);
}

/* The arguments of the command of a case. */
static const char *arguments_of(const Case *c)
{
    if (imports(c)) return join(c->command, " -o out", "");
    int tables = !strncmp(c->command, "run", 3) && !strstr(c->command, "--format");
    const char *to = tables ? " -o out --format csv" : " -o out";
    size_t word = strcspn(c->command, " ");
    char *command = join(c->command, "", "");
    command[word] = 0;
    return join(join(command, " settlement.ini", c->command + word), writes(c) ? to : "", "");
}

/* In the child: from here on there is only what the case says. */
static void become(const char *command, const char *folder, const char *out, const char *err)
{
    static const char *const kept[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LC_ALL", "LOCPATH", "TZ"};
    char *environment[7] = {NULL}, *arguments[32] = {NULL};
    size_t count = 0;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (getenv(kept[i])) environment[count++] = join(kept[i], "=", getenv(kept[i]));
    environment[count] = join("LANGUAGE=", language, "");
    char *words = join(command, "", "");
    count = 0;
    arguments[count++] = join(verreken, "", "");
    arguments[count++] = join("--stil", "", ""); /* the next step has tests of its own */
    for (char *word = strtok(words, " "); word && count < 31; word = strtok(NULL, " ")) {
        for (char *c = word; *c; c++)
            if (*c == '~') *c = ' '; /* within an argument */
        arguments[count++] = word;
    }
    redirect(0, "/dev/null", O_RDONLY);
    redirect(1, out, O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, err, O_WRONLY | O_CREAT | O_TRUNC);
    if (chdir(folder)) _exit(126);
    alarm(SECONDS_MOST);
    execve(verreken, arguments, environment);
    _exit(126);
}

/* Runs it in the folder; its texts go to files beside that. */
static Ran run_verreken(const char *command, const char *folder)
{
    char *out = join(folder, ".", "stdout"), *err = join(folder, ".", "stderr");
    Ran ran = {0};
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) give_up("fork", "no process");
    if (child == 0) become(command, folder, out, err);
    if (waitpid(child, &status, 0) != child) give_up("waitpid", "a child got lost");
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ran.errors = as_shown(read_text(err));
    ran.output = as_shown(read_text(out));
    return ran;
}

/* What goes before the command of a case: it must succeed. */
static const char *run_first(const char *arguments, const char *folder)
{
    Ran ran = run_verreken(arguments, folder);
    return ran.status ? join("it did not end with exit status 0\n", ran.errors, "") : NULL;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The names in a folder that end in `suffix`, sorted; NULL after the last. */
static char **names_in(const char *folder, const char *suffix)
{
    size_t count = 0, capacity = 4096, tail = strlen(suffix);
    char **names = take(capacity * sizeof *names);
    DIR *entries = opendir(folder);
    if (!entries) give_up(folder, "not a folder that can be read");
    for (struct dirent *e; (e = readdir(entries));) {
        size_t length = strlen(e->d_name);
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        if (length < tail || strcmp(e->d_name + length - tail, suffix)) continue;
        if (count + 1 == capacity) give_up(folder, "too many files");
        names[count++] = join(e->d_name, "", "");
    }
    closedir(entries);
    qsort(names, count, sizeof *names, by_name);
    return names;
}

static char *listing(const char *folder)
{
    char *list = join("", "", "");
    for (char **name = names_in(folder, ""); *name; name++)
        list = join(list, *name, "\n");
    return list;
}

/* What is wrong with how the run ended, or NULL; the texts are compared elsewhere. */
static const char *ending_fault(const Case *c, const Ran *ran, const char *before,
                                const char *folder)
{
    if (ran->status == TIMED_OUT) return "it did not come to an end";
    if (ran->status > 128) return "it crashed";
    if (ran->status == 126) return "it could not be started";
    if (ran->status != c->exit) return "it ended with another exit status";
    if (ran->status && *ran->output && !imports(c)) return "it refused, but printed a result";
    char *out = join(folder, "/", "out");
    if ((ran->status == 0 && writes(c)) || (imports(c) && *ran->output)) {
        if (access(out, F_OK)) return "there is no folder of results";
        remove_tree(out);
    }
    return strcmp(listing(folder), before) ? "it left something behind" : NULL;
}

static void rewrite(const char *path, const Case *c, const char *errors)
{
    FILE *file = fopen(path, "w");
    if (!file) give_up(path, "cannot be written");
    fputs(c->before_stderr, file);
    fputs(errors, file);
    if (fclose(file)) give_up(path, "cannot be written");
}

/* Whether the case has its wrong line in a block, and the right one is no words in brackets; then
 * that stands there from here on. */
static int make_right(Case *c)
{
    int made = 0;
    if (c->right && strchr(c->right, '(')) return 0;
    for (Block *block = c->blocks; block && c->wrong && c->right; block = block->next) {
        size_t length = strlen(c->wrong);
        for (const char *at = block->body; (at = strstr(at, c->wrong)); at++) {
            int begins = at == block->body || at[-1] == '\n' ||
                         (at[-1] == '+' && (at - 1 == block->body || at[-2] == '\n'));
            if (!begins || at[length] != '\n') continue;
            char *head = join(block->body, "", "");
            head[at - block->body] = 0;
            block->body = join(head, c->right, at + length);
            made = 1;
            break;
        }
    }
    return made;
}

/* Whether an id is told at a line that is shown as this one. */
static int is_told_at(const char *errors, const char *told, const char *line)
{
    while ((errors = strstr(errors, told))) {
        errors += strcspn(errors, "\n");
        const char *shown = strstr(errors, " | ");
        size_t length = strlen(line);
        if (shown && !strncmp(shown + 3, line, length) && shown[3 + length] == '\n') return 1;
    }
    return 0;
}

static int times_told(const char *errors, const char *told)
{
    int times = 0;
    while ((errors = strstr(errors, told)))
        times++, errors++;
    return times;
}

/* Whether the first message of the id in `before`, with the line that it shows, is still told. */
static int is_still_told(const char *before, const char *told, const char *now)
{
    char *first = join(strstr(before, told), "", "");
    size_t length = strcspn(first, "\n");
    if (first[length]) length += 1 + strcspn(first + length + 1, "\n");
    first[length] = 0;
    return strstr(now, first) != NULL;
}

/* That the right line of a case gives less of that fault, and none where the wrong line stood: else
 * the catalogue is wrong. */
static const char *right_fault(const char *name, Case *c, const char *folder)
{
    char told[16];
    if (!make_right(c)) return NULL; /* its lines are words */
    copy_folder(join(golden_dir, "/", "base"), folder);
    const char *unprepared = apply_blocks(c, folder, run_first);
    Ran ran = {0};
    if (!unprepared) ran = run_verreken(arguments_of(c), folder);
    remove_tree(folder);
    snprintf(told, sizeof told, "%s %.4s", *name == 'E' ? "error" : "warning", name);
    if (unprepared) return NULL;
    int less = times_told(ran.errors, told) < times_told(c->expected, told);
    int moved = strstr(c->expected, told) && !is_still_told(c->expected, told, ran.errors) &&
                !is_told_at(ran.errors, told, c->right);
    return less || moved
               ? NULL
               : join("with its right line it tells that too\n", ran.errors, "");
}

static void try_case(const char *name, const char *scratch)
{
    char *path = join(golden_dir, "/", name), *folder = join(scratch, "/", "case");
    char *what = join(name, "", "");
    what[strlen(what) - strlen(".case")] = 0;
    Case *c = read_case(path);
    char *line = join(what, ": ", c->goal);
    if (c->fault) {
        result(0, line);
        comment("", c->fault);
        return;
    }
    copy_folder(join(golden_dir, "/", "base"), folder);
    const char *unprepared = apply_blocks(c, folder, run_first);
    if (unprepared) {
        remove_tree(folder);
        result_of(c, 0, line);
        comment("first: ", unprepared);
        return;
    }
    char *before = listing(folder);
    Ran ran = run_verreken(arguments_of(c), folder);
    const char *fault = ending_fault(c, &ran, before, folder);
    remove_tree(folder);
    const char *foreign = dutch ? dutch_fault(ran.errors, c->expected) : NULL;
    int same = dutch ? !foreign : !strcmp(ran.errors, c->expected);
    if (!same && update && !fault && !c->waits) {
        rewrite(path, c, ran.errors);
        c->expected = ran.errors;
        same = 1;
    }
    count_case(name, c);
    const char *right = dutch ? NULL : right_fault(name, c, folder);
    result_of(c, !fault && same && !right, line);
    if (right) comment("right: ", right);
    if (fault) printf("# %s (exit status %d, expected %d)\n", fault, ran.status, c->exit);
    if (foreign) comment("", foreign);
    if (same || c->waits || dutch) return;
    printf("# stderr differs from line %d on\n", line_of_difference(ran.errors, c->expected));
    comment("- ", c->expected);
    comment("+ ", ran.errors);
}

static void try_all(char **names)
{
    for (; *names; names++) {
        try_case(*names, make_scratch());
        remove_scratch();
    }
}

int main(int argc, char **argv)
{
    static char program[PATH_MAX];
    update = argc > 1 && !strcmp(argv[1], "--update");
    dutch = argc > 1 && !strcmp(argv[1], "--dutch");
    if (dutch) language = "nl";
    argv += update + dutch;
    argc -= update + dutch;
    if (argc < 4) {
        fputs("usage: golden [--update | --dutch] VERREKEN GOLDEN_DIR FAULTS_DEF [CASE...]\n",
              stderr);
        return 2;
    }
    if (!realpath(argv[1], program)) give_up(argv[1], "no such program");
    verreken = program;
    golden_dir = argv[2];
    read_ids(argv[3]);
    int chosen = argc > 4;
    for (int i = 4; i < argc; i++)
        argv[i] = join(argv[i], ".case", "");
    char **names = chosen ? argv + 4 : names_in(golden_dir, ".case");
    int count = 0;
    while (names[count])
        count++;
    int with_ids = !dutch && !chosen;
    setvbuf(stdout, NULL, _IOLBF, 0); /* who reads along can stop at the first that fails */
    printf("1..%d\n", count + (with_ids ? 3 : 0));
    try_all(names);
    if (with_ids) report_ids();
    give_back();
    return failed > 0;
}
