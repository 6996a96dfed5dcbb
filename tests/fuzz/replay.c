/* Goal: what a fuzzer was fed before, seeds and found cases, is still well.
 *
 *   TARGET FOLDER…      each file below the folders is one input; TAP, a line for each
 *
 * An input that is not well ends the program, as it ends the fuzzer. */
#define _XOPEN_SOURCE 700
#include "edge.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned tried;

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 21);
    if (!file || !bytes) {
        printf("not ok %u - %s cannot be read\n", ++tried, path);
        exit(1);
    }
    size_t length = fread(bytes, 1, 1 << 21, file);
    fclose(file);
    uint8_t *own = malloc(length + !length); /* its end is the end of the block */
    memcpy(own, bytes, length);
    free(bytes);
    printf("# %s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(own, length);
    free(own);
    printf("ok %u - %s\n", ++tried, path);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct dirent **names;
        int count = scandir(argv[i], &names, NULL, alphasort);
        for (int n = 0; n < count; n++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], names[n]->d_name);
            if (names[n]->d_name[0] != '.') replay(path);
            free(names[n]);
        }
        if (count >= 0) free(names);
    }
    printf("1..%u\n", tried);
    return tried == 0;
}
