/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text and the numbers in it.  Pure, any thread; no locale is read, so that a
 * file written in one place reads the same in another. */

/* For searching and comparing names: accents off, case folded, runs of spaces
 * and punctuation as one space.  NULL gives "".  Free with g_free(). */
char    *way_text_fold        (const char  *text);

/* Whether the text is valid UTF-8 of at most max characters without control
 * characters; line breaks and tabs are allowed where lines is TRUE. */
gboolean way_text_is_clean    (const char  *text,
                               glong        max,
                               gboolean     lines);

/* The text's first max characters, with an ellipsis where there were more: for
 * messages that quote what somebody gave.  Free with g_free(). */
char    *way_text_clip        (const char  *text,
                               glong        max);

/* Whether words that are parted by spaces have this one among them.  FALSE where
 * either is NULL. */
gboolean way_text_has_word    (const char  *words,
                               const char  *word);

/* Reads a whole decimal number, nothing else in the text.  FALSE on anything
 * else or where it lies outside [low, high]. */
gboolean way_text_parse_int   (const char  *text,
                               gint64       low,
                               gint64       high,
                               gint64      *value);

/* Pounds to pence: "1234", "1234.5", "1,234.56", "£12.00"; a leading minus.
 * Money is never a double. */
gboolean way_text_parse_pence (const char  *text,
                               gint64      *pence);

/* Pence to "1234.56".  Free with g_free(). */
char    *way_text_pence       (gint64       pence);

G_END_DECLS
