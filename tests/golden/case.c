/* Case files (README.md).
 * In: the text of a case. Out: a Case, and the files that it puts over a copy of base/.
 * Always: a block of an unknown kind, an edit of a line that is not there, and a header that is
 * not known are mistakes, not passed over. */
#define _XOPEN_SOURCE 700
#include "case.h"
#include "tests/workbook/form.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading --------------------------------------------------------------------------------- */

/* Cuts the line at *at off the text and moves *at to the next. */
static char *cut_line(char **at)
{
    char *line = *at;
    size_t length = strcspn(line, "\n");
    *at += length + (line[length] == '\n');
    line[length] = 0;
    return line;
}

static const char *value_of(const char *line, const char *key)
{
    size_t length = strlen(key);
    return !strncmp(line, key, length) ? line + length : NULL;
}

static void read_header(Case *c, const char *line)
{
    const char *value;
    if ((value = value_of(line, "goal: "))) c->goal = value;
    else if ((value = value_of(line, "command: "))) c->command = value;
    else if ((value = value_of(line, "exit: "))) c->exit = atoi(value);
    else if ((value = value_of(line, "wrong: "))) c->wrong = value;
    else if ((value = value_of(line, "right: "))) c->right = value;
    else if (value_of(line, "doel: ") || value_of(line, "fout: ") || value_of(line, "goed: "))
        return; /* for the catalogue */
    else if ((value = value_of(line, "waits: "))) c->waits = value;
    else c->fault = join("not a line of a header: ", line, "");
}

static int is_block(const char *line)
{
    return !strncmp(line, "--- ", 4);
}

/* A block whose first line is `line`; its body is what follows in the text, up to the next. */
static Block *read_block(char *line, char **at)
{
    static const char none[] = "";
    Block *block = take(sizeof *block);
    *block = (Block){.kind = none, .argument = none, .first = value_of(line, "--- first: ")};
    if (block->first) {
        block->file = block->body = none;
        return block;
    }
    block->file = strtok(line + 4, " ");
    const char *kind = strtok(NULL, " "), *argument = strtok(NULL, " ");
    if (!block->file) block->file = none;
    if (kind) block->kind = kind;
    if (argument) block->argument = argument;
    const char *start = *at, *end = start;
    while (*end && !is_block(end)) {
        end += strcspn(end, "\n");
        end += *end == '\n';
    }
    size_t length = (size_t)(end - start);
    char *body = take(length + 1);
    memcpy(body, start, length);
    block->body = body;
    *at += length;
    return block;
}

Case *read_case(const char *path)
{
    const char *whole = read_text(path);
    char *at = join(whole, "", ""), *start = at;
    Case *c = take(sizeof *c);
    *c = (Case){.command = "check", .exit = 1};
    while (*at && !is_block(at))
        read_header(c, cut_line(&at));
    Block **last = &c->blocks;
    while (*at && !c->expected) {
        if (!is_block(at)) {
            c->fault = join("a line that belongs to no block: ", cut_line(&at), "");
            return c;
        }
        Block *block = read_block(cut_line(&at), &at);
        if (strcmp(block->file, "stderr")) {
            *last = block;
            last = &block->next;
            continue;
        }
        c->expected = block->body;
        size_t length = (size_t)(at - start) - strlen(block->body);
        char *before = take(length + 1);
        c->before_stderr = memcpy(before, whole, length);
    }
    if (!c->goal) c->goal = "?", c->fault = "the first line must be goal: …";
    else if (strncmp(whole, "goal: ", 6)) c->fault = "goal: must be the first line";
    else if (!c->expected) c->expected = "", c->fault = "there is no block --- stderr";
    else if (*at) c->fault = "--- stderr must be the last block";
    return c;
}

/* --- writing --------------------------------------------------------------------------------- */

static FILE *open_to_write(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file) give_up(path, "cannot be written");
    return file;
}

static void close_written(FILE *file, const char *path)
{
    if (fclose(file)) give_up(path, "cannot be written");
}

/* The lines of *text without the first that equals `line`; 0: there is none. */
static char *replace_line(const char *text, const char *line, const char *by, const char *path)
{
    size_t length = strlen(line);
    const char *at = text;
    while (*at && (strncmp(at, line, length) || at[length] != '\n')) {
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    if (!*at) give_up(path, join("an edit takes away a line that is not there: ", line, ""));
    char *head = take((size_t)(at - text) + 1);
    memcpy(head, text, (size_t)(at - text));
    return join(head, by, at + length + 1);
}

/* Lines -old take the first such line away, lines +new after them stand in its place; +new before
 * any -old are added at the end. */
static void edit(const char *path, const char *body)
{
    char *text = read_text(path), *at = join(body, "", ""), *old = NULL;
    char *added = join("", "", "");
    for (;;) {
        char *line = *at ? cut_line(&at) : NULL;
        if (line && *line == '+') {
            added = join(added, line + 1, "\n");
            continue;
        }
        if (line && *line != '-') give_up(path, join("neither +line nor -line: ", line, ""));
        text = old ? replace_line(text, old, added, path) : join(text, added, "");
        if (!line) break;
        old = line + 1;
        added = join("", "", "");
    }
    FILE *file = open_to_write(path);
    fputs(text, file);
    close_written(file, path);
}

/* One escaped text up to its closing quote; {n} is the number of the repetition. */
static const char *put_quoted(FILE *file, const char *c, long n)
{
    while (*c && *c != '"') {
        unsigned byte;
        if (!strncmp(c, "{n}", 3)) {
            fprintf(file, "%ld", n);
            c += 3;
        } else if (*c != '\\') {
            fputc(*c++, file);
        } else if (c[1] == 'x' && sscanf(c + 2, "%2x", &byte) == 1) {
            fputc((int)byte, file);
            c += 4;
        } else {
            const char *from = "nrt\"\\", *found = c[1] ? strchr(from, c[1]) : NULL;
            if (!found) give_up(c, "an unknown escape");
            fputc("\n\r\t\"\\"[found - from], file);
            c += 2;
        }
    }
    if (!*c) give_up("a text of bytes", "without a closing quote");
    return c + 1;
}

/* Lines "text" or COUNT * "text", one after the other. */
static void put_bytes(const char *path, const char *body)
{
    FILE *file = open_to_write(path);
    for (const char *c = body; *c;) {
        long count = 1;
        char *after = NULL;
        if (*c != '"') {
            count = strtol(c, &after, 10);
            after += strspn(after, " *");
            if (*after != '"') give_up(path, join("neither \"text\" nor N * \"text\": ", c, ""));
            c = after;
        }
        const char *end = c;
        for (long n = 1; n <= count; n++)
            end = put_quoted(file, c + 1, n);
        c = end + (*end == '\n');
    }
    close_written(file, path);
}

static void put_sparse(const char *path, const char *size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ftruncate(file, (off_t)strtoll(size, NULL, 10)) || close(file))
        give_up(path, "cannot be written");
}

static void put_text(const char *path, const char *body)
{
    FILE *file = open_to_write(path);
    fputs(body, file);
    close_written(file, path);
}

static void put_workbook(const char *path, const char *body)
{
    const char *fault = make_workbook(path, body);
    if (fault) give_up(path, fault);
}

static void put_block(const Block *block, const char *path)
{
    if (!strcmp(block->kind, "edit")) {
        edit(path, block->body);
        return;
    }
    remove_tree(path);
    if (!strcmp(block->kind, "remove")) return;
    int failed = 0;
    if (!*block->kind) put_text(path, block->body);
    else if (!strcmp(block->kind, "directory")) failed = mkdir(path, 0700);
    else if (!strcmp(block->kind, "fifo")) failed = mkfifo(path, 0600);
    else if (!strcmp(block->kind, "link")) failed = symlink(block->argument, path);
    else if (!strcmp(block->kind, "bytes")) put_bytes(path, block->body);
    else if (!strcmp(block->kind, "sparse")) put_sparse(path, block->argument);
    else if (!strcmp(block->kind, "xlsx")) put_workbook(path, block->body);
    else give_up(block->kind, "no kind of block");
    if (failed) give_up(path, "cannot be made");
}

const char *apply_blocks(const Case *c, const char *folder, RunFirst *run)
{
    for (const Block *block = c->blocks; block; block = block->next) {
        const char *fault = NULL;
        if (block->first) fault = run(block->first, folder);
        else put_block(block, join(folder, "/", block->file));
        if (fault) return join(block->first, ": ", fault);
    }
    return NULL;
}

/* --- showing --------------------------------------------------------------------------------- */

/* The length of a sequence that does not show: a control character, or a mark of direction. */
static size_t hidden_length(const unsigned char *c)
{
    if ((*c < 0x20 && *c != '\n') || *c == 0x7F) return 1;
    if (*c == 0xC2 && c[1] < 0xA0) return 2;
    if (*c != 0xE2) return 0;
    int marks = c[1] == 0x80 && ((c[2] >= 0x8B && c[2] <= 0x8F) || (c[2] >= 0xAA && c[2] <= 0xAE));
    int isolates = c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9;
    return marks || isolates ? 3 : 0;
}

char *as_shown(const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    char *shown = take(strlen(text) * 4 + 1), *to = shown;
    for (const char *at = text; *at;) {
        const unsigned char *c = (const unsigned char *)at;
        size_t hidden = hidden_length(c);
        if (*at == '\\') *to++ = '\\';
        if (!hidden) *to++ = *at;
        for (size_t i = 0; i < hidden; i++) {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = digits[c[i] >> 4];
            *to++ = digits[c[i] & 15];
        }
        at += hidden ? hidden : 1;
    }
    return shown;
}
