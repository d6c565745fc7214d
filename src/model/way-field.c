/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one field, written once over its description: read,
 * set, say as text, read from text, check. */

#include "way-field.h"

#include <string.h>

#include "way-codes.h"
#include "way-text.h"

G_DEFINE_QUARK (way-model-error-quark, way_model_error)

static gpointer
member (const WayField *self,
        gconstpointer   record)
{
  return (guint8 *) record + self->offset;
}

static gboolean
is_text (const WayField *self)
{
  return self->kind == WAY_KIND_TEXT || self->kind == WAY_KIND_LONG_TEXT ||
         self->kind == WAY_KIND_CODE || self->kind == WAY_KIND_CODES;
}

WayValueType
way_field_value_type (const WayField *self)
{
  if (self->kind == WAY_KIND_ID || self->kind == WAY_KIND_REFERENCE)
    return WAY_VALUE_ID;
  return is_text (self) ? WAY_VALUE_TEXT : WAY_VALUE_INTEGER;
}

gboolean
way_value_equal (const WayValue *a,
                 const WayValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case WAY_VALUE_INTEGER:
      return a->integer == b->integer;
    case WAY_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case WAY_VALUE_ID:
      return way_id_equal (&a->id, &b->id);
    case WAY_VALUE_NONE:
    default:
      return TRUE;
    }
}

WayValue
way_field_get (const WayField *self,
               gconstpointer   record)
{
  WayValue value = { .type = WAY_VALUE_NONE };

  if (way_field_value_type (self) == WAY_VALUE_ID)
    {
      value.id = *(const WayId *) member (self, record);
      if (!way_id_is_null (&value.id))
        value.type = WAY_VALUE_ID;
    }
  else if (is_text (self))
    {
      value.text = *(char *const *) member (self, record);
      if (value.text != NULL)
        value.type = WAY_VALUE_TEXT;
    }
  else if (self->kind == WAY_KIND_DATE)
    {
      value.integer = way_date_julian (member (self, record));
      if (value.integer != 0)
        value.type = WAY_VALUE_INTEGER;
    }
  else
    {
      value.integer = *(const gint64 *) member (self, record);
      if (value.integer != WAY_INTEGER_NONE)
        value.type = WAY_VALUE_INTEGER;
    }
  return value;
}

void
way_field_set (const WayField *self,
               gpointer        record,
               const WayValue *value)
{
  gboolean given = value->type == way_field_value_type (self);

  if (way_field_value_type (self) == WAY_VALUE_ID)
    {
      WayId none = { { 0 } };

      *(WayId *) member (self, record) = given ? value->id : none;
    }
  else if (is_text (self))
    {
      char **text = member (self, record);
      g_autofree char *before = *text;

      *text = given && value->text[0] != '\0' ? g_strdup (value->text) : NULL;
    }
  else if (self->kind == WAY_KIND_DATE)
    *(GDate *) member (self, record) =
      given && value->integer > 0 && value->integer <= G_MAXINT32
        ? way_date_from_julian ((guint32) value->integer)
        : way_date_none ();
  else
    *(gint64 *) member (self, record) = given ? value->integer : WAY_INTEGER_NONE;
}

char *
way_field_value_to_text (const WayField *self,
                         const WayValue *value)
{
  GDate date;

  if (value->type != way_field_value_type (self))
    return g_strdup ("");

  switch (self->kind)
    {
    case WAY_KIND_ID:
    case WAY_KIND_REFERENCE:
      return way_id_to_string (&value->id);
    case WAY_KIND_DATE:
      date = way_date_from_julian ((guint32) value->integer);
      return way_date_to_iso (&date);
    case WAY_KIND_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case WAY_KIND_MONEY:
      return way_text_pence (value->integer);
    case WAY_KIND_BOOLEAN:
      return g_strdup (value->integer != 0 ? "yes" : "no");
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
    default:
      return g_strdup (value->text);
    }
}

char *
way_field_to_text (const WayField *self,
                   gconstpointer   record)
{
  WayValue value = way_field_get (self, record);

  return way_field_value_to_text (self, &value);
}

/* Every code there, none twice. */
static gboolean
check_codes (const WayField *self,
             const char     *text,
             GError        **error)
{
  g_auto(GStrv) codes = g_strsplit (text, "|", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (!way_codes_has (self->set, codes[i]))
        {
          g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
                       "%s: “%s” is not a code of %s", self->name, codes[i], self->set);
          return FALSE;
        }
      for (guint j = 0; j < i; j++)
        if (strcmp (codes[i], codes[j]) == 0)
          {
            g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
                         "%s: “%s” stands there twice", self->name, codes[i]);
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
check_text (const WayField *self,
            const char     *text,
            GError        **error)
{
  g_autoptr(GError) cause = NULL;
  gint64 most = self->high > 0 ? self->high : 200;

  if (!way_text_is_clean (text, (glong) most, self->kind == WAY_KIND_LONG_TEXT))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE,
                   "%s: at most %" G_GINT64_FORMAT " characters, without control characters",
                   self->name, most);
      return FALSE;
    }
  if (self->kind == WAY_KIND_CODE || self->kind == WAY_KIND_CODES)
    {
      if (self->kind == WAY_KIND_CODE && strchr (text, '|') != NULL)
        {
          g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
                       "%s: one code of %s, not several", self->name, self->set);
          return FALSE;
        }
      return check_codes (self, text, error);
    }
  if (self->check != NULL && !self->check (text, &cause))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
                   "%s: %s", self->name, cause != NULL ? cause->message : "not valid");
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_integer (const WayField *self,
               gint64          integer,
               GError        **error)
{
  gint64 low = self->low;
  gint64 high = self->high;

  if (self->kind == WAY_KIND_BOOLEAN)
    {
      low = 0;
      high = 1;
    }
  if (self->kind == WAY_KIND_DATE || (low == 0 && high == 0) || (integer >= low && integer <= high))
    return TRUE;

  if (self->kind == WAY_KIND_MONEY)
    {
      g_autofree char *least = way_text_pence (low);
      g_autofree char *most = way_text_pence (high);

      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE,
                   "%s: from £%s to £%s", self->name, least, most);
    }
  else
    g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE,
                 "%s: a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                 self->name, low, high);
  return FALSE;
}

static gboolean
check_value (const WayField *self,
             const WayValue *value,
             GError        **error)
{
  if (value->type == WAY_VALUE_TEXT)
    return check_text (self, value->text, error);
  if (value->type == WAY_VALUE_INTEGER)
    return check_integer (self, value->integer, error);
  return TRUE;
}

gboolean
way_field_check (const WayField *self,
                 gconstpointer   record,
                 GError        **error)
{
  WayValue value = way_field_get (self, record);

  return check_value (self, &value, error);
}

static gboolean
parse_boolean (const char *text,
               gint64     *integer)
{
  static const char *const yes[] = { "yes", "true", "1", "y", NULL };
  static const char *const no[] = { "no", "false", "0", "n", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  *integer = g_strv_contains (yes, lower);
  return *integer != 0 || g_strv_contains (no, lower);
}

/* What the field would like to be given, for the sentence of a refusal. */
static const char *
wanted (const WayField *self)
{
  switch (self->kind)
    {
    case WAY_KIND_ID:
    case WAY_KIND_REFERENCE:
      return "an id (36 characters)";
    case WAY_KIND_DATE:
      return "a date as YYYY-MM-DD";
    case WAY_KIND_MONEY:
      return "an amount in pounds";
    case WAY_KIND_BOOLEAN:
      return "yes or no";
    case WAY_KIND_INTEGER:
      return "a whole number";
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
    default:
      return "text";
    }
}

/* value->text is lent by text. */
static gboolean
parse (const WayField *self,
       const char     *text,
       WayValue       *value)
{
  GDate date;

  value->type = way_field_value_type (self);
  switch (self->kind)
    {
    case WAY_KIND_ID:
    case WAY_KIND_REFERENCE:
      return way_id_parse (text, &value->id);
    case WAY_KIND_DATE:
      if (!way_date_parse (text, &date))
        return FALSE;
      value->integer = way_date_julian (&date);
      return TRUE;
    case WAY_KIND_MONEY:
      return way_text_parse_pence (text, &value->integer);
    case WAY_KIND_BOOLEAN:
      return parse_boolean (text, &value->integer);
    case WAY_KIND_INTEGER:
      return way_text_parse_int (text, G_MININT64 + 1, G_MAXINT64, &value->integer);
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
    default:
      value->text = text;
      return g_utf8_validate (text, -1, NULL);
    }
}

gboolean
way_field_from_text (const WayField *self,
                     gpointer        record,
                     const char     *text,
                     GError        **error)
{
  WayValue value = { .type = WAY_VALUE_NONE };
  g_autofree char *trimmed = NULL;

  if (self->flags & WAY_FIELD_DERIVED)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
                   "%s: follows from other facts and cannot be set", self->name);
      return FALSE;
    }
  trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (trimmed[0] != '\0')
    {
      if (!parse (self, trimmed, &value))
        {
          g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
                       "%s: wants %s", self->name, wanted (self));
          return FALSE;
        }
      if (!check_value (self, &value, error))
        return FALSE;
    }
  way_field_set (self, record, &value);
  return TRUE;
}
