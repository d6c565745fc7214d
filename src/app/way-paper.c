/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, days and amounts on paper are said as in the window. */
#include "way-paper.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-field-words.h"
#include "way-print.h"

static const char *
translate (const char *msgid)
{
  return _(msgid);
}

WayPaperWords
way_paper_get_words (void)
{
  return (WayPaperWords) { translate, way_date_words_long, way_field_words_money,
                           way_print_language () };
}
