/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: rounding in whole numbers, and the signs for what is no number. */

#include "way-result.h"

#include <string.h>

#define MOST_DECIMALS 6

__extension__ typedef __int128 Wide;

static Wide
power_of_ten (guint exponent)
{
  Wide power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

static gint64
divide (Wide a,
        Wide b)
{
  gboolean below = (a < 0) != (b < 0);
  Wide of = a < 0 ? -a : a;
  Wide by = b < 0 ? -b : b;
  Wide quotient = (2 * of + by) / (2 * by);

  return (gint64) (below ? -quotient : quotient);
}

gint64
way_result_divide (gint64 a,
                   gint64 b)
{
  return divide (a, b);
}

WayResult
way_result_of_kind (WayResultKind kind)
{
  return (WayResult) { .kind = kind };
}

WayResult
way_result_ratio (const WayResultForm *form,
                  gint64               numerator,
                  gint64               denominator)
{
  WayResult result = {
    .kind = denominator != 0 ? WAY_RESULT_NUMBER : WAY_RESULT_NOT_APPLICABLE,
    .has_numerator = TRUE,
    .has_denominator = TRUE,
    .numerator = numerator,
    .denominator = denominator,
  };

  if (denominator != 0)
    result.value = divide ((Wide) numerator * form->scale *
                             power_of_ten (form->decimals + form->denominator_decimals),
                           (Wide) denominator * power_of_ten (form->numerator_decimals));
  return result;
}

WayResult
way_result_count (gint64 numerator)
{
  return (WayResult) {
    .kind = WAY_RESULT_NUMBER,
    .has_numerator = TRUE,
    .numerator = numerator,
    .value = numerator,
  };
}

/* --- Signs --- */

static const struct
{
  const char    *text;
  WayResultKind  kind;
} symbols[] = {
  { "z", WAY_RESULT_NOT_APPLICABLE },
  { "x", WAY_RESULT_NOT_COLLECTED },
  { "c", WAY_RESULT_SUPPRESSED },
  { "low", WAY_RESULT_LOW },
  { "u", WAY_RESULT_UNRELIABLE },
  { "k", WAY_RESULT_LOW },
  { "~", WAY_RESULT_LOW },
  { ":", WAY_RESULT_NOT_COLLECTED },
};

const char *
way_result_symbol (WayResultKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (symbols[i].kind == kind)
      return symbols[i].text;
  return NULL;
}

gboolean
way_result_from_symbol (const char    *text,
                        WayResultKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_ascii_strcasecmp (symbols[i].text, text) == 0)
      {
        *kind = symbols[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* --- Text --- */

char *
way_result_decimal (gint64 value,
                    guint  decimals)
{
  gint64 unit = (gint64) power_of_ten (decimals);
  guint64 of = value < 0 ? - (guint64) value : (guint64) value;

  if (decimals == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, value < 0 ? "-" : "",
                          of / (guint64) unit, (int) decimals, of % (guint64) unit);
}

char *
way_result_text (const WayResult *self,
                 guint            decimals)
{
  if (self->kind != WAY_RESULT_NUMBER)
    return g_strdup (way_result_symbol (self->kind));
  return way_result_decimal (self->value, decimals);
}

gboolean
way_result_parse (const char *text,
                  guint       decimals,
                  gint64     *value)
{
  gboolean below = *text == '-';
  const char *p = below ? text + 1 : text;
  Wide number = 0;
  guint behind = 0;
  gboolean point = FALSE;

  if (!g_ascii_isdigit (*p) || strlen (p) > 20)
    return FALSE;
  for (; *p != '\0'; p++)
    {
      if (*p == '.' && !point && g_ascii_isdigit (p[1]))
        point = TRUE;
      else if (g_ascii_isdigit (*p) && behind < MOST_DECIMALS)
        {
          number = 10 * number + (*p - '0');
          behind += point;
        }
      else if (!g_ascii_isdigit (*p) && (*p != ',' || point))
        return FALSE;
    }
  *value = divide ((below ? -number : number) * power_of_ten (decimals), power_of_ten (behind));
  return TRUE;
}
