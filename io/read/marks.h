/* Finds what ends a field or makes it other than plain, for 64 bytes at once. */
#ifndef VERREKEN_IO_READ_MARKS_H
#define VERREKEN_IO_READ_MARKS_H

#include "engine/base.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MARKED_BYTES = 64 };

/* A bit for each of 64 bytes that is a quote, the separator, LF or CR. */
static inline u64 marks_of(const char *bytes, char separator)
{
    u64 marks = 0;
#ifdef __SSE2__
    const __m128i quotes = _mm_set1_epi8('"'), separators = _mm_set1_epi8(separator);
    const __m128i feeds = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
    for (int i = 0; i < MARKED_BYTES; i += 16) {
        __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(part, separators), _mm_cmpeq_epi8(part, feeds));
        __m128i others = _mm_or_si128(_mm_cmpeq_epi8(part, quotes), _mm_cmpeq_epi8(part, returns));
        marks |= (u64)(u32)_mm_movemask_epi8(_mm_or_si128(ends, others)) << i;
    }
#else
    for (int i = 0; i < MARKED_BYTES; i++) {
        char c = bytes[i];
        marks |= (u64)(c == separator || c == '\n' || c == '"' || c == '\r') << i;
    }
#endif
    return marks;
}

#endif
