/* The subcommands of SPEC §11. */
#ifndef VERREKEN_IO_COMMAND_COMMAND_H
#define VERREKEN_IO_COMMAND_COMMAND_H

/* The exit status: 0 done, 1 the input is wrong, 2 the command line is wrong, 3 a control failed,
 * 4 the system failed, 70 a defect of verreken. */
typedef enum ExitStatus {
    EXIT_DONE = 0,
    EXIT_INPUT = 1,
    EXIT_USAGE = 2,
    EXIT_CONTROL = 3,
    EXIT_SYSTEM = 4,
    EXIT_DEFECT = 70,
} ExitStatus;

int command(int argc, char **argv);

#endif
