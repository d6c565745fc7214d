/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the machine's spelling of a value to what people read, once for forms,
 * lists, record pages and the history. */
#include "way-field-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-records.h"

static char *
code_words (const WayField *field,
            const char     *text)
{
  g_auto(GStrv) codes = g_strsplit (text, "|", -1);
  g_autoptr(GString) words = g_string_new (NULL);

  for (char **code = codes; *code != NULL; code++)
    {
      const char *label = way_codes_label (field->set, *code);

      if (words->len > 0)
        g_string_append (words, ", ");
      g_string_append (words, way_codes_is_translatable (field->set) ? _(label) : label);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
way_field_words_money (gint64 pence)
{
  guint64 size = pence < 0 ? -(guint64) pence : (guint64) pence;
  g_autofree char *pounds = g_strdup_printf ("%" G_GUINT64_FORMAT, size / 100);
  g_autoptr(GString) words = g_string_new (pence < 0 ? "−£" : "£");
  gsize length = strlen (pounds);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (words, ',');
      g_string_append_c (words, pounds[i]);
    }
  if (size % 100 != 0)
    g_string_append_printf (words, ".%02d", (int) (size % 100));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
way_field_words_value (const WayField *field,
                       const WayValue *value,
                       WayDb          *db)
{
  GDate day;

  if (value->type == WAY_VALUE_NONE)
    return g_strdup ("");

  switch (field->kind)
    {
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
      return code_words (field, value->text);

    case WAY_KIND_DATE:
      day = way_date_from_julian ((guint32) value->integer);
      return way_date_words_short (&day);

    case WAY_KIND_MONEY:
      return way_field_words_money (value->integer);

    case WAY_KIND_BOOLEAN:
      return g_strdup (value->integer != 0 ? _("Yes") : _("No"));

    case WAY_KIND_REFERENCE:
      return way_field_words_record (way_entity_by_name (field->set), &value->id, db);

    case WAY_KIND_ID:
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_INTEGER:
    default:
      return way_field_value_to_text (field, value);
    }
}

char *
way_field_words_get (const WayField *field,
                     gconstpointer   record,
                     WayDb          *db)
{
  WayValue value = way_field_get (field, record);

  return way_field_words_value (field, &value, db);
}

char *
way_field_words_text (const WayField *field,
                      const char     *text,
                      WayDb          *db)
{
  WayValue value = { WAY_VALUE_NONE };
  GDate day;

  if (text == NULL || *text == '\0')
    return g_strdup ("");

  switch (field->kind)
    {
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
      return code_words (field, text);

    case WAY_KIND_DATE:
      return way_date_parse (text, &day) ? way_date_words_short (&day) : g_strdup (text);

    case WAY_KIND_BOOLEAN:
      return g_strdup (g_str_equal (text, "yes") ? _("Yes") : _("No"));

    case WAY_KIND_MONEY:
      return g_strconcat ("£", text, NULL);

    case WAY_KIND_REFERENCE:
      value.type = WAY_VALUE_ID;
      if (way_id_parse (text, &value.id))
        return way_field_words_value (field, &value, db);
      return g_strdup (text);

    case WAY_KIND_ID:
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_INTEGER:
    default:
      return g_strdup (text);
    }
}

/* Records without a name of their own are called by what they belong to: a
 * placement by its pupil, a capacity by its provision. */
static char *
borrowed_title (const WayEntity *entity,
                gconstpointer    record,
                WayDb           *db)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *words = NULL;

      if (field->kind != WAY_KIND_REFERENCE || (field->flags & WAY_FIELD_REQUIRED) == 0)
        continue;
      words = way_field_words_get (field, record, db);
      if (*words != '\0')
        /* Translators: a sort of record and whose it is: “placement, Kit Ashdown”. */
        return g_strdup_printf (_("%s, %s"), _(entity->label), words);
    }
  return g_strdup (_(entity->label));
}

char *
way_field_words_title (const WayEntity *entity,
                       gconstpointer    record,
                       WayDb           *db)
{
  g_autofree char *title = way_record_title (entity, record);

  if (*title != '\0')
    return g_steal_pointer (&title);
  return borrowed_title (entity, record, db);
}

char *
way_field_words_record (const WayEntity *entity,
                        const WayId     *id,
                        WayDb           *db)
{
  gpointer record;
  char *title;

  if (entity == NULL || db == NULL || way_id_is_null (id))
    return g_strdup ("");

  record = way_records_get (db, entity, id, NULL);
  if (record == NULL)
    return g_strdup ("");
  title = way_field_words_title (entity, record, db);
  way_record_free (entity, record);
  return title;
}

char *
way_field_words_some (const WayEntity    *entity,
                      gconstpointer       record,
                      WayFieldWantedFunc  wanted,
                      guint               most,
                      WayDb              *db)
{
  g_autoptr(GString) words = g_string_new (NULL);
  guint n_said = 0;

  for (guint i = 1; i < entity->n_fields && n_said < most; i++)
    {
      g_autofree char *text = NULL;

      if (!wanted (&entity->fields[i]))
        continue;
      text = way_field_words_get (&entity->fields[i], record, db);
      if (*text == '\0')
        continue;
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", text);
      n_said++;
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
range_words (const WayField *field)
{
  switch (field->kind)
    {
    case WAY_KIND_MONEY:
      {
        g_autofree char *low = way_field_words_money (field->low);
        g_autofree char *high = way_field_words_money (field->high);

        return g_strdup_printf (_("From %s to %s"), low, high);
      }

    case WAY_KIND_INTEGER:
      return g_strdup_printf (_("A whole number from %d to %d"), (int) field->low,
                              (int) field->high);

    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
      return field->high > 0
               ? g_strdup_printf (_("At most %d characters"), (int) field->high)
               : g_strdup (_("This is too long, or has characters that cannot be kept"));

    case WAY_KIND_ID:
    case WAY_KIND_REFERENCE:
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
    case WAY_KIND_DATE:
    case WAY_KIND_BOOLEAN:
    default:
      return g_strdup (_("This is outside of what can be"));
    }
}

/* What a check said after the field's name; its words are msgids where the
 * model marks them. */
static char *
reason_words (const WayField *field,
              const GError   *error)
{
  g_autofree char *prefix = g_strconcat (field->name, ": ", NULL);
  const char *reason = error->message;

  if (g_str_has_prefix (reason, prefix))
    reason += strlen (prefix);
  return g_strdup (_(reason));
}

char *
way_field_words_problem (const WayField *field,
                         const GError   *error)
{
  if (!g_error_matches (error, WAY_MODEL_ERROR, error->code))
    return g_strdup (error->message);

  switch ((WayModelError) error->code)
    {
    case WAY_MODEL_ERROR_MISSING:
      return g_strdup (_("Fill this in"));

    case WAY_MODEL_ERROR_CODE:
      return g_strdup (_("Choose from the list"));

    case WAY_MODEL_ERROR_RANGE:
      return range_words (field);

    case WAY_MODEL_ERROR_INVALID:
      if (field->check != NULL)
        return reason_words (field, error);
      if (field->kind == WAY_KIND_DATE)
        return g_strdup (_("A day, like 12 Nov 2026"));
      if (field->kind == WAY_KIND_MONEY)
        return g_strdup (_("Pounds and pence, like 1,234.50"));
      if (field->kind == WAY_KIND_INTEGER)
        return range_words (field);
      return reason_words (field, error);

    case WAY_MODEL_ERROR_CONTRADICTION:
    case WAY_MODEL_ERROR_UNKNOWN:
    default:
      return reason_words (field, error);
    }
}
