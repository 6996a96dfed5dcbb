/* Makes a workbook for a test. In: a text (form.h) on stdin; out: the file that is named. */
#include "form.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    size_t length = 0, room = 1 << 16;
    char *text = malloc(room + 1);
    while (argc == 2 && text) {
        size_t count = fread(text + length, 1, room - length, stdin);
        if (!count) break;
        length += count;
        if (length == room) text = realloc(text, (room *= 2) + 1);
    }
    const char *fault = "usage: make_workbook FILE.xlsx < TEXT";
    if (argc == 2 && text) {
        text[length] = 0;
        fault = make_workbook(argv[1], text);
    }
    free(text);
    if (fault) fprintf(stderr, "make_workbook: %s\n", fault);
    return fault != NULL;
}
