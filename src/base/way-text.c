/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and the numbers in it, without regard to the user's locale. */

#include "way-text.h"

#include <string.h>

char *
way_text_fold (const char *text)
{
  g_autofree char *plain = NULL;
  GString *folded;
  gboolean gap = FALSE;

  if (text == NULL)
    return g_strdup ("");

  plain = g_str_to_ascii (text, "C");
  folded = g_string_sized_new (strlen (plain));
  for (const char *p = plain; *p != '\0'; p++)
    {
      if (*p == '\'')               /* O'Brien is found as obrien */
        continue;
      if (!g_ascii_isalnum (*p))
        {
          gap = folded->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (folded, ' ');
      gap = FALSE;
      g_string_append_c (folded, g_ascii_tolower (*p));
    }
  return g_string_free (folded, FALSE);
}

gboolean
way_text_is_clean (const char *text,
                   glong       max,
                   gboolean    lines)
{
  glong count = 0;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (++count > max)
        return FALSE;
      if ((c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7f || (c >= 0x80 && c < 0xa0))
        return FALSE;
    }
  return TRUE;
}

char *
way_text_clip (const char *text,
               glong       max)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= max)
    return g_steal_pointer (&valid);
  start = g_utf8_substring (valid, 0, max);
  return g_strconcat (start, "…", NULL);
}

gboolean
way_text_has_word (const char *words,
                   const char *word)
{
  gsize length = word != NULL ? strlen (word) : 0;

  while (length > 0 && words != NULL && *words != '\0')
    {
      gsize span = strcspn (words, " ");

      if (span == length && memcmp (words, word, length) == 0)
        return TRUE;
      words += span;
      words += strspn (words, " ");
    }
  return FALSE;
}

gboolean
way_text_parse_int (const char *text,
                    gint64      low,
                    gint64      high,
                    gint64     *value)
{
  return text != NULL && *text != '+' &&
         g_ascii_string_to_signed (text, 10, low, high, value, NULL);
}

gboolean
way_text_parse_pence (const char *text,
                      gint64     *pence)
{
  const gint64 limit = G_GINT64_CONSTANT (1000000000000);   /* pounds */
  gboolean minus;
  gint64 pounds = 0;
  gint64 rest = 0;
  int digits = 0;

  *pence = 0;
  if (text == NULL)
    return FALSE;
  minus = *text == '-';
  if (minus)
    text++;
  if (g_str_has_prefix (text, "£"))
    text += strlen ("£");

  for (; g_ascii_isdigit (*text) || (*text == ',' && digits > 0); text++)
    {
      if (*text == ',')
        {
          if (!g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]) ||
              !g_ascii_isdigit (text[3]) || g_ascii_isdigit (text[4]))
            return FALSE;
          continue;
        }
      pounds = pounds * 10 + (*text - '0');
      digits++;
      if (pounds > limit)
        return FALSE;
    }
  if (digits == 0)
    return FALSE;
  if (*text == '.')
    {
      if (!g_ascii_isdigit (text[1]))
        return FALSE;
      rest = (text[1] - '0') * 10;
      text += 2;
      if (g_ascii_isdigit (*text))
        rest += *text++ - '0';
    }
  if (*text != '\0')
    return FALSE;

  *pence = pounds * 100 + rest;
  if (minus)
    *pence = -*pence;
  return TRUE;
}

char *
way_text_pence (gint64 pence)
{
  guint64 size = pence < 0 ? (guint64) -pence : (guint64) pence;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02" G_GUINT64_FORMAT,
                          pence < 0 ? "-" : "", size / 100, size % 100);
}
