/* The style and the script of every page: rapport.css and rapport.js, put in by the build. */
#ifndef VERREKEN_IO_REPORT_ASSETS_H
#define VERREKEN_IO_REPORT_ASSETS_H

#include <stddef.h>

extern const char page_style[], page_script[];
extern const size_t page_style_length, page_script_length;

#endif
