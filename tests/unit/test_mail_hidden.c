/* Hidden text is no text; text that is seen stays. Every row is a page whose words "ascuns" must be gone
 * and whose words "vizibil" must stand. */
#include "mail_text.h"
#include "unit.h"

static struct span text_of(const char *html)
{
	struct arena *a = unit_arena();
	struct mail_lines l = { .at = NULL };

	mail_html_lines(a, span_of(html), &l);
	return mail_lines_join(a, &l, 0, l.n);
}

static const char *const hidden[] = {
	"<p style='display:none'>ascuns</p>vizibil",
	"<p style='DISPLAY : None !important'>ascuns</p>vizibil",
	"<p style='display:block;display:none'>ascuns</p>vizibil",
	"<p style='dis\\70lay:n/**/one'>ascuns</p>vizibil",
	"<p style='visibility:hidden'>ascuns</p>vizibil",
	"<p style='visibility:collapse'>ascuns</p>vizibil",
	"<p style='font-size:0'>ascuns</p>vizibil",
	"<p style='font-size:0.0pt'>ascuns</p>vizibil",
	"<p style='font-size:1px;line-height:1px'>ascuns</p>vizibil",
	"<p style='font:0/0 a'>ascuns</p>vizibil",
	"<p style='opacity:0'>ascuns</p>vizibil",
	"<p style='max-height:0;overflow:hidden'>ascuns</p>vizibil",
	"<p style='height:0;overflow:hidden'>ascuns</p>vizibil",
	"<p style='mso-hide:all'>ascuns</p>vizibil",
	"<p style='text-indent:-9999px'>ascuns</p>vizibil",
	"<p style='position:absolute;left:-9999px'>ascuns</p>vizibil",
	"<p style='position:absolute;clip:rect(0,0,0,0)'>ascuns</p>vizibil",
	"<p style='color:transparent'>ascuns</p>vizibil",
	"<p style='color:rgba(1,2,3,0)'>ascuns</p>vizibil",
	"<p style='color:#00000000'>ascuns</p>vizibil",
	"<p style='color:#fff'>ascuns</p>vizibil",
	"<p style='color:#fefefe'>ascuns</p>vizibil",
	"<p style='color:rgb(255, 255, 255)'>ascuns</p>vizibil",
	"<p style='color:white;background:white'>ascuns</p>vizibil",
	"<font color=white>ascuns</font>vizibil",
	"<font color='#FFFFFF'>ascuns</font>vizibil",
	"<div style='background:#123456'><p style='color:#123457'>ascuns</p></div>vizibil",
	"<table bgcolor=black><tr><td style='color:#000'>ascuns</td></tr></table>vizibil",
	"<p hidden>ascuns</p>vizibil",
	"<p hidden='until-found'>ascuns</p>vizibil",
	"<dialog>ascuns</dialog>vizibil",
	"<template>ascuns</template>vizibil",
	"<script>ascuns</script>vizibil",
	"<!-- ascuns -->vizibil",
	"<title>ascuns</title>vizibil",
	"<select><option>ascuns</option></select>vizibil",
	"<style>.x{display:none}</style><p class='a x'>ascuns</p>vizibil",
	"<style>p.x , #y{visibility:hidden}</style><p id=y>ascuns</p>vizibil",
	"<style>div .x{font-size:0}</style><div><b><p class=x>ascuns</p></b></div>vizibil",
	"<style>div>p.x{opacity:0}</style><div><p class=x>ascuns</p></div>vizibil",
	"<style>[data-x]{display:none}</style><p data-x=1>ascuns</p>vizibil",
	"<style>p[class*=\"hid\"]{display:none}</style><p class=xhidx>ascuns</p>vizibil",
	"<style>@media screen{.x{display:none}}</style><p class=x>ascuns</p>vizibil",
	"<style>@media (min-width:1px){.x{display:none}}</style><p class=x>ascuns</p>vizibil",
	"<style>@charset 'x';/*{*/.a{color:red}.x{mso-hide:all}</style><p class=x>ascuns</p>vizibil",
	"<style>.x{color:#fff;background:#fff}</style><p class=x>ascuns</p>vizibil",
	"<style>.x{display:none</style><p class=x>ascuns</p>vizibil",
	"<body><style>.x{DISPLAY:NONE}</style><p class=X>ascuns</p>vizibil",
	"<div style='display:none'><p>a</p><p style='display:block'>ascuns</p></div>vizibil",
	"<p style='max-width:0'>ascuns</p>vizibil",
};
static const char *const seen[] = {
	"<p style='display:inline'>vizibil</p>",
	"<p style='font-size:0.9em'>vizibil</p>",
	"<p style='font-size:12px'>vizibil</p>",
	"<p style='opacity:0.9'>vizibil</p>",
	"<p style='margin-left:-9px'>vizibil</p>",
	"<p style='color:#333'>vizibil</p>",
	"<td style='background:#0b57d0'><a style='color:#fff'>vizibil</a></td>",
	"<table bgcolor='#000080'><tr><td><font color=white>vizibil</font></td></tr></table>",
	"<div style='background:url(x.png)'><p style='color:#fff'>vizibil</p></div>",
	"<style>.x{color:#fff}</style><p class=x>vizibil</p>",
	"<style>.x{display:none}</style><p class=xy>vizibil</p>",
	"<style>a:hover{display:none}</style><a>vizibil</a>",
	"<style>@media print{p{display:none}}</style><p>vizibil</p>",
	"<style>@media (max-width:600px){.d{display:none}}</style><p class=d>vizibil</p>",
	"<style>@font-face{font-family:x}.x{display:block}</style><p class=x>vizibil</p>",
	"<style>div .x{display:none}</style><p class=x>vizibil</p>",
	"<div style='background:#000'>a</div><p style='color:#000'>vizibil</p>",
	"<dialog open>vizibil</dialog>",
};

TEST(hidden_text_is_dropped)
{
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
		UNIT_CASE("%s", hidden[i]);
		CHECK(!span_has(text_of(hidden[i]), S("ascuns")));
		CHECK_HAS(text_of(hidden[i]), "vizibil");
	}
}

TEST(seen_text_stays)
{
	for (size_t i = 0; i < ARRAY_LEN(seen); i++) {
		UNIT_CASE("%s", seen[i]);
		CHECK_HAS(text_of(seen[i]), "vizibil");
	}
}
