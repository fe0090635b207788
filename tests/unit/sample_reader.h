/* The shipped configuration of the reader, loaded from the source tree. The test program is its own reader child:
 * `--reader` runs reader_child_main before any test. */
#ifndef PLIC_SAMPLE_READER_H
#define PLIC_SAMPLE_READER_H

#include "phrase.h"

struct reader_config *sample_reader_config(void);
struct phrase_book *sample_book(void);

#endif
