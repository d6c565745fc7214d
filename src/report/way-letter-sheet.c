/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A letter: from whom, to whom, the day, what it is about, what it says. */

#include "way-letter-sheet.h"

#include <glib/gi18n.h>

#include "way-letters.h"

static char *
greet (const WayLetter     *letter,
       const WayPaperWords *words)
{
  g_autoptr(GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (facts, (gpointer) "recipient", letter->recipient);
  /* Translators: the head of a letter; the word in braces stays as it is. */
  return way_letters_fill (words->translate (N_("Dear {recipient},")), facts, NULL);
}

WaySheet *
way_letter_sheet_new (const WayLetter     *letter,
                      const char          *authority,
                      const WayPaperWords *words)
{
  WaySheetInfo info = {
    .title = letter->subject,
    .language = words->language,
    .marking = words->translate (N_("About a child: for the reader only")),
    .made_on = letter->made,
  };
  WaySheet *sheet = way_sheet_new (&info);
  g_autofree char *day = words->say_day (&letter->made);
  g_autofree char *to = g_strdup_printf ("%s%s%s", letter->recipient,
                                         letter->address != NULL ? "\n" : "",
                                         letter->address != NULL ? letter->address : "");
  g_autofree char *greeting = greet (letter, words);

  way_sheet_add_text (sheet, WAY_SHEET_NOTE, authority);
  way_sheet_add_text (sheet, WAY_SHEET_BODY, to);
  way_sheet_add_text (sheet, WAY_SHEET_BODY, day);
  way_sheet_add_text (sheet, WAY_SHEET_HEADING, letter->subject);
  way_sheet_add_text (sheet, WAY_SHEET_BODY, greeting);
  way_sheet_add_text (sheet, WAY_SHEET_BODY, letter->body);
  way_sheet_add_text (sheet, WAY_SHEET_BODY, words->translate (N_("Yours sincerely,")));
  way_sheet_add_text (sheet, WAY_SHEET_BODY, authority);
  return sheet;
}
