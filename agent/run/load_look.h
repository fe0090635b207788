/* Read the files of templates/ and the faces, and build the look from them. */
#ifndef PLIC_LOAD_LOOK_H
#define PLIC_LOAD_LOOK_H

#include "look.h"

/* dir: templates folder; NULL or "" = the source tree that this program was built in, else the
 * installed one. fonts_dir: folder of regular.ttf and bold.ttf; NULL = fonts/ beside the program,
 * the source tree's build/fonts, else the installed ones; faces in dir/fonts win over it.
 * RC_BAD_CONFIG: a file that cannot be read or is over 4 MB, over 1,000 files, no faces, what
 * look_new finds, or a layout by which a sample document cannot be printed. */
enum rc load_look(const char *dir, const char *fonts_dir, struct look **ret,
		  struct why *reterr) MUST_CHECK;

#endif
