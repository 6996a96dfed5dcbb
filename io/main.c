/* verreken: the command. In: argv; out: an exit status (SPEC §11). Holds always: results go to
 * stdout, messages to stderr; nothing waits for an answer. */
#include "io/command/command.h"

int main(int argc, char **argv)
{
    return command(argc, argv);
}
