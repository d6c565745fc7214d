/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a row of a rule file.  What no function could run is refused here, when
 * the file is read: an attribute that nobody knows may be a misspelt one that
 * matters. */

#include "way-clocks-private.h"

#include <string.h>

#include "way-codes-private.h"
#include "way-rules-error.h"
#include "way-text.h"

#define MOST_COUNT 10000

typedef enum
{
  VALUE_WORD,              /* looked at by its own reader below */
  VALUE_NUMBER,
  VALUE_FLAG,
  VALUE_CODE,              /* of the set */
  VALUE_CODES,
} ValueKind;

static const struct
{
  const char *name;
  ValueKind   kind;
  int         low;
  const char *set;
} attributes[] = {
  { "actor", VALUE_CODE, 0, "clock_actor" },
  { "age", VALUE_NUMBER, 1, NULL },
  { "alarm", VALUE_NUMBER, 0, NULL },
  { "alert", VALUE_NUMBER, 0, NULL },
  { "asked", VALUE_FLAG, 0, NULL },
  { "body", VALUE_CODE, 0, "clock_actor" },
  { "continuous", VALUE_FLAG, 0, NULL },
  { "copy_with_plan", VALUE_FLAG, 0, NULL },
  { "count", VALUE_NUMBER, 1, NULL },
  { "counting", VALUE_WORD, 0, NULL },
  { "decide", VALUE_NUMBER, 0, NULL },
  { "ended_by", VALUE_CODE, 0, "clock_event" },
  { "exam", VALUE_FLAG, 0, NULL },
  { "exam_year", VALUE_CODE, 0, "nc_year" },
  { "held_by", VALUE_CODE, 0, "clock_event" },
  { "kind", VALUE_WORD, 0, NULL },
  { "later", VALUE_NUMBER, 0, NULL },
  { "limit", VALUE_NUMBER, 0, NULL },
  { "method", VALUE_WORD, 0, NULL },
  { "month", VALUE_NUMBER, 1, NULL },
  { "over", VALUE_NUMBER, 0, NULL },
  { "permanent", VALUE_FLAG, 0, NULL },
  { "plan", VALUE_NUMBER, 0, NULL },
  { "posted", VALUE_NUMBER, 0, NULL },
  { "sooner_by", VALUE_CODE, 0, "clock_event" },
  { "start", VALUE_CODES, 0, "clock_event" },
  { "unit", VALUE_WORD, 0, NULL },
  { "up_to", VALUE_NUMBER, 0, NULL },
  { "weekday", VALUE_NUMBER, 1, NULL },
};

static const char *const kinds[] = { "deadline", "limit", "window", NULL };
static const char *const units[] = {
  "school_days", "calendar_days", "working_days", "weeks", "months", NULL
};
static const char *const countings[] = { "first", "after", "before", NULL };

static gboolean
refuse (const WayCode  *code,
        const char     *attribute,
        const char     *value,
        GError        **error)
{
  if (value == NULL)
    g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_INVALID, "%s: %s: is missing",
                 code->id, attribute);
  else
    g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_UNKNOWN, "%s: %s: “%s” is not known",
                 code->id, attribute, value);
  return FALSE;
}

/* "actor_pru" is what "actor" is in that kind of school. */
static gboolean
is_of_a_school (const char *name,
                const char *base)
{
  gsize length = strlen (base);

  return strncmp (name, base, length) == 0 && name[length] == '_' &&
         way_codes_has ("school_body", name + length + 1);
}

static guint
find_attribute (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_str_equal (attributes[i].name, name) ||
        (attributes[i].kind == VALUE_CODE && is_of_a_school (name, attributes[i].name)))
      return i;
  return G_N_ELEMENTS (attributes);
}

static gboolean
are_codes (const char *set,
           const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!way_codes_has (set, parts[i]))
      return FALSE;
  return *parts != NULL;
}

static gboolean
is_right (guint       place,
          const char *value)
{
  gint64 number;

  switch (attributes[place].kind)
    {
    case VALUE_NUMBER:
      return way_text_parse_int (value, attributes[place].low, MOST_COUNT, &number);
    case VALUE_FLAG:
      return g_str_equal (value, "yes") || g_str_equal (value, "no");
    case VALUE_CODE:
      return way_codes_has (attributes[place].set, value);
    case VALUE_CODES:
      return are_codes (attributes[place].set, value);
    case VALUE_WORD:
    default:
      return TRUE;
    }
}

static gboolean
check_attributes (const WayCode  *code,
                  GError        **error)
{
  for (guint i = 0; code->attributes[i] != NULL; i += 2)
    {
      const char *name = code->attributes[i];
      guint place = find_attribute (name);

      if (place == G_N_ELEMENTS (attributes))
        return refuse (code, "attribute", name, error);
      if (!is_right (place, code->attributes[i + 1]))
        return refuse (code, name, code->attributes[i + 1], error);
    }
  return TRUE;
}

/* The place of an attribute's word among those that are known; -1 with the
 * error set. */
static int
read_word (const WayCode      *code,
           const char         *attribute,
           const char *const  *words,
           GError            **error)
{
  const char *value = way_code_get (code, attribute);

  for (int i = 0; value != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], value))
      return i;
  refuse (code, attribute, value, error);
  return -1;
}

/* Where the rule names a number, it says of what, and from where. */
static gboolean
read_count (WayClockRule  *rule,
            GError       **error)
{
  int unit, counting;

  rule->count = way_code_get_int (rule->code, "count", 0);
  if (rule->count == 0)
    return TRUE;
  unit = read_word (rule->code, "unit", units, error);
  if (unit < 0)
    return FALSE;
  counting = read_word (rule->code, "counting", countings, error);
  if (counting < 0)
    return FALSE;
  rule->unit = (WayClockUnit) unit;
  rule->counting = (WayClockCounting) counting;
  return TRUE;
}

static gboolean
check_needs (const WayClockRule  *rule,
             GError             **error)
{
  g_auto(GStrv) needs = g_strsplit (rule->method->needs, " ", -1);

  for (guint i = 0; needs[i] != NULL; i++)
    if (*needs[i] != '\0' && way_code_get (rule->code, needs[i]) == NULL)
      return refuse (rule->code, needs[i], NULL, error);
  return TRUE;
}

gboolean
way_clock_rule_read (WayClockRule   *rule,
                     const WayCode  *code,
                     GError        **error)
{
  const char *method = way_code_get (code, "method");
  int kind;

  *rule = (WayClockRule) { .code = code };
  if (!check_attributes (code, error))
    return FALSE;
  kind = read_word (code, "kind", kinds, error);
  if (kind < 0)
    return FALSE;
  rule->kind = (WayClockKind) kind;
  rule->method = method != NULL ? way_clock_method_find (method) : NULL;
  if (rule->method == NULL)
    return refuse (code, "method", method, error);
  return check_needs (rule, error) && read_count (rule, error);
}

gboolean
way_clocks_use (const char  *text,
                gsize        size,
                GError     **error)
{
  g_autoptr(WayCodeSet) set = way_code_set_parse (text, size, error);

  if (set == NULL)
    return FALSE;
  if (!g_str_equal (set->name, "clock"))
    return way_clock_refuse (error, WAY_RULES_ERROR_UNKNOWN, set->name, "is no set of clocks");
  for (guint i = 0; i < set->rows->len; i++)
    {
      WayClockRule rule;

      if (!way_clock_rule_read (&rule, &g_array_index (set->rows, WayCode, i), error))
        return FALSE;
    }
  way_codes_use (g_steal_pointer (&set));
  return TRUE;
}

void
way_clocks_use_bundled (void)
{
  way_codes_use_bundled ("clock");
}
