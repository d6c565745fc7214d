/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the words of the reader's language come onto paper; all must be given. */
typedef struct
{
  const char *(*translate) (const char  *msgid);
  char       *(*say_day)   (const GDate *day);     /* freed with g_free() */
  char       *(*say_money) (gint64       pence);   /* freed with g_free() */
  const char *language;                            /* of the words: "en-GB" */
} WayPaperWords;

G_END_DECLS
