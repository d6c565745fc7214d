/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-codes.h"
#include "way-facts.h"
#include "way-panel.h"

G_BEGIN_DECLS

/* Letters from templates (data/letters).  A letter is planned: its words with
 * what is known put in, and a list of what is missing.  Somebody looks it over;
 * then it is written, and later it is noted when and how it was sent. */

/* The words of the reader's language: a msgid's, and a day's (to be freed). */
typedef struct
{
  const char *(*translate) (const char  *msgid);
  char       *(*say_day)   (const GDate *day);
} WayLetterWords;

/* Puts facts (const char * name to const char * text) into the braces of a
 * text.  What is not known stays in its braces, and its code of letter_fact
 * goes into `missing` once (may be NULL).  Free with g_free(). */
char      *way_letters_fill     (const char            *text,
                                 GHashTable            *facts,
                                 GPtrArray             *missing);

typedef struct
{
  WayLetter *letter;     /* as it would be written; not yet stored */
  GPtrArray *missing;    /* const WayCode * of letter_fact, in the order of the letter */
} WayLetterPlan;

void       way_letter_plan_free (WayLetterPlan         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLetterPlan, way_letter_plan_free)

/* template of letter_template; subject is the referral or the placement that
 * it is about. */
WayLetterPlan *way_letters_plan (WayFacts              *facts,
                                 const char            *template,
                                 const WayId           *subject,
                                 const GDate           *today,
                                 const WayLetterWords  *words,
                                 GError               **error);

/* Letters about a referral or a placement (`about` names the field), the latest
 * first.  Elements are WayLetter *. */
GPtrArray *way_letters_of       (WayDb                 *db,
                                 const char            *about,
                                 const WayId           *subject,
                                 GError               **error);

/* The letter goes in as it stands, written today.  Refused while it names nobody
 * or words are still in braces. */
gboolean   way_letters_write    (WayAct                *act,
                                 WayLetter             *letter,
                                 GError               **error);

/* how of letter_how; once. */
gboolean   way_letters_send     (WayAct                *act,
                                 const WayId           *letter,
                                 const GDate           *on,
                                 const char            *how,
                                 GError               **error);

G_END_DECLS
