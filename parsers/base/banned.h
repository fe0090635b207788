/* Functions that have a better one: using them does not compile. */
#ifndef PLIC_BANNED_H
#define PLIC_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* With _FORTIFY_SOURCE glibc gives clang macros under some of these names. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf atoi atol strtok gmtime \
	localtime rand

#endif
