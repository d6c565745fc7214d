/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the register's extract of establishments.  Which of its columns is
 * which of our fields stands in one table; what its codes mean stands in
 * data/codes. */

#include "way-gias.h"

#include <string.h>

#include "way-codes.h"
#include "way-identifiers.h"

typedef enum
{
  READ_PLAIN,
  READ_DATE,        /* dd-mm-yyyy */
  READ_TELEPHONE,   /* the extract loses the zero in front */
} Reading;

typedef struct
{
  const char *heading;
  const char *field;
  gboolean    essential;   /* a row without a right value is left */
  Reading     reading;
} Column;

static const Column columns[] = {
  { "URN", "urn", TRUE, READ_PLAIN },
  { "EstablishmentName", "name", TRUE, READ_PLAIN },
  { "LA (code)", "la", TRUE, READ_PLAIN },
  { "TypeOfEstablishment (code)", "type", TRUE, READ_PLAIN },
  { "EstablishmentStatus (code)", "status", TRUE, READ_PLAIN },
  { "PhaseOfEducation (code)", "phase", FALSE, READ_PLAIN },
  { "StatutoryLowAge", "age_low", FALSE, READ_PLAIN },
  { "StatutoryHighAge", "age_high", FALSE, READ_PLAIN },
  { "Gender (code)", "gender", FALSE, READ_PLAIN },
  { "OpenDate", "opened", FALSE, READ_DATE },
  { "CloseDate", "closed", FALSE, READ_DATE },
  { "Street", "street", FALSE, READ_PLAIN },
  { "Locality", "locality", FALSE, READ_PLAIN },
  { "Town", "town", FALSE, READ_PLAIN },
  { "Postcode", "postcode", FALSE, READ_PLAIN },
  { "SchoolWebsite", "website", FALSE, READ_PLAIN },
  { "TelephoneNum", "telephone", FALSE, READ_TELEPHONE },
  { "NumberOfPupils", "roll", FALSE, READ_PLAIN },
  { "UKPRN", "ukprn", FALSE, READ_PLAIN },
  { "Trusts (name)", "trust", FALSE, READ_PLAIN },
};

/* Read together with others, or only to tell where a row belongs. */
enum
{
  COLUMN_NUMBER,
  COLUMN_HEAD_TITLE,
  COLUMN_HEAD_FIRST,
  COLUMN_HEAD_LAST,
  COLUMN_DISTRICT,
  COLUMN_DISTRICT_NAME,
  COLUMN_LA_NAME,
  COLUMN_LA_GSS,
  COLUMN_REGION,
  N_OTHERS
};

static const char *const others[N_OTHERS] = {
  [COLUMN_NUMBER] = "EstablishmentNumber",
  [COLUMN_HEAD_TITLE] = "HeadTitle (name)",
  [COLUMN_HEAD_FIRST] = "HeadFirstName",
  [COLUMN_HEAD_LAST] = "HeadLastName",
  [COLUMN_DISTRICT] = "DistrictAdministrative (code)",
  [COLUMN_DISTRICT_NAME] = "DistrictAdministrative (name)",
  [COLUMN_LA_NAME] = "LA (name)",
  [COLUMN_LA_GSS] = "GSSLACode (name)",
  [COLUMN_REGION] = "GOR (code)",
};

struct _WayGiasReader
{
  WayCsvReader   *table;
  int             at[G_N_ELEMENTS (columns)];
  const WayField *fields[G_N_ELEMENTS (columns)];
  int             other_at[N_OTHERS];
};

/* --- Headings --- */

WayGiasReader *
way_gias_reader_new (GBytes  *bytes,
                     GError **error)
{
  g_autoptr(WayGiasReader) self = g_new0 (WayGiasReader, 1);

  self->table = way_csv_reader_new (bytes, 0, error);
  if (self->table == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      self->at[i] = way_csv_reader_find (self->table, columns[i].heading);
      self->fields[i] = way_entity_field (&way_establishment_entity, columns[i].field);
      if (self->at[i] >= 0 || !columns[i].essential)
        continue;
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: the heading “%s” is missing: this is no extract of establishments",
                   columns[i].heading);
      return NULL;
    }
  for (guint i = 0; i < N_OTHERS; i++)
    self->other_at[i] = way_csv_reader_find (self->table, others[i]);
  return g_steal_pointer (&self);
}

void
way_gias_reader_free (WayGiasReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, way_csv_reader_free);
  g_free (self);
}

const WayCsvReader *
way_gias_reader_table (const WayGiasReader *self)
{
  return self->table;
}

void
way_gias_row_clear (WayGiasRow *self)
{
  g_clear_pointer (&self->establishment, way_establishment_free);
  g_clear_pointer (&self->district, way_district_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
}

/* --- Values --- */

static char *
dup_value (const WayGiasReader *self,
           int                  column)
{
  return g_strstrip (g_strdup (way_csv_reader_field (self->table, column)));
}

/* Of a column that gives one of our fields. */
static char *
dup_ours (const WayGiasReader *self,
          const char          *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strcmp (columns[i].field, field) == 0)
      return dup_value (self, self->at[i]);
  g_assert_not_reached ();
}

static char *
dup_other (const WayGiasReader *self,
           guint                other)
{
  return dup_value (self, self->other_at[other]);
}

/* dd-mm-yyyy, also with strokes, as ISO 8601; what is no such date stays as it
 * is, to be refused by the field. */
static char *
iso_date (const char *text)
{
  if (strlen (text) != 10 || strchr ("-/", text[2]) == NULL || text[5] != text[2])
    return g_strdup (text);
  return g_strdup_printf ("%s-%.2s-%.2s", text + 6, text + 3, text);
}

/* Numbers of the United Kingdom have a zero in front; programs that take them
 * for amounts drop it. */
static char *
whole_telephone (const char *text)
{
  gsize length = strlen (text);

  if ((length == 9 || length == 10) && text[0] != '0' && strspn (text, "0123456789") == length)
    return g_strconcat ("0", text, NULL);
  return g_strdup (text);
}

static char *
read_value (const WayGiasReader *self,
            guint                column)
{
  g_autofree char *text = dup_value (self, self->at[column]);

  switch (columns[column].reading)
    {
    case READ_DATE:
      return iso_date (text);
    case READ_TELEPHONE:
      return whole_telephone (text);
    case READ_PLAIN:
    default:
      return g_steal_pointer (&text);
    }
}

/* Messages of the model begin with our name of the field; here the register's
 * heading is said in its place. */
static const char *
without_name (const char *message)
{
  const char *colon = strstr (message, ": ");

  return colon != NULL ? colon + 2 : message;
}

static void
leave_out (const WayGiasReader *self,
           WayGiasRow          *row,
           const char          *heading,
           const char          *fault)
{
  g_ptr_array_add (row->left_out,
                   g_strdup_printf ("line %u, %s: %s; left out", way_csv_reader_line (self->table),
                                    heading, without_name (fault)));
}

static gboolean
take_columns (const WayGiasReader *self,
              WayGiasRow          *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = read_value (self, i);
      g_autoptr(GError) fault = NULL;

      if (columns[i].essential && text[0] == '\0')
        {
          row->reason = g_strdup_printf ("%s: is empty", columns[i].heading);
          return FALSE;
        }
      if (way_field_from_text (self->fields[i], row->establishment, text, &fault))
        continue;
      if (columns[i].essential)
        {
          row->reason = g_strdup_printf ("%s: %s", columns[i].heading,
                                         without_name (fault->message));
          return FALSE;
        }
      leave_out (self, row, columns[i].heading, fault->message);
    }
  return TRUE;
}

/* --- What several columns say together --- */

static void
take_number (const WayGiasReader *self,
             WayGiasRow          *row)
{
  const WayField *field = way_entity_field (&way_establishment_entity, "laestab");
  g_autofree char *number = dup_other (self, COLUMN_NUMBER);
  g_autofree char *laestab = g_strconcat (row->establishment->la, number, NULL);
  g_autoptr(GError) fault = NULL;

  if (number[0] != '\0' && strcmp (number, "0") != 0 &&
      !way_field_from_text (field, row->establishment, laestab, &fault))
    leave_out (self, row, others[COLUMN_NUMBER], fault->message);
}

static void
take_head (const WayGiasReader *self,
           WayGiasRow          *row)
{
  const WayField *field = way_entity_field (&way_establishment_entity, "head");
  g_autoptr(GString) name = g_string_new (NULL);
  g_autoptr(GError) fault = NULL;

  for (guint i = COLUMN_HEAD_TITLE; i <= COLUMN_HEAD_LAST; i++)
    {
      g_autofree char *part = dup_other (self, i);

      if (part[0] != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  if (!way_field_from_text (field, row->establishment, name->str, &fault))
    leave_out (self, row, others[COLUMN_HEAD_LAST], fault->message);
}

/* The authority of a district: where a district is an authority too its own,
 * else the one that the school lies in. */
static const char *
find_authority (const char *gss,
                const char *la)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("la", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *code = g_ptr_array_index (rows, i);

      if (g_strcmp0 (way_code_get (code, "gss"), gss) == 0)
        return code->id;
    }
  return la;
}

static void
take_district (const WayGiasReader *self,
               WayGiasRow          *row)
{
  g_autofree char *gss = dup_other (self, COLUMN_DISTRICT);
  g_autofree char *name = dup_other (self, COLUMN_DISTRICT_NAME);
  g_autoptr(WayDistrict) district = way_district_new ();
  g_autoptr(GError) fault = NULL;

  if (gss[0] == '\0' || name[0] == '\0')
    return;
  district->gss = g_strdup (gss);
  district->name = g_strdup (name);
  district->la = g_strdup (find_authority (gss, row->establishment->la));
  if (way_record_check (&way_district_entity, district, &fault))
    row->district = g_steal_pointer (&district);
  else
    leave_out (self, row, others[COLUMN_DISTRICT], fault->message);
}

/* All that the register lists as schools and open are registered; those of
 * alternative provision belong in the directory. */
static void
take_type (WayEstablishment *self)
{
  const WayCode *type = way_codes_lookup ("establishment_type", self->type);
  const WayCode *status = way_codes_lookup ("establishment_status", self->status);

  if (way_code_is (type, "school") && way_code_is (status, "open"))
    self->registered = 1;
  self->directory_type = g_strdup (way_code_get (type, "directory"));
}

/* --- Where it lies --- */

static gboolean
is_welsh (const char *region,
          const char *gss)
{
  return region[0] == 'W' || gss[0] == 'W';
}

/* Outside England there are other authorities, duties and laws. */
static char *
find_abroad (const WayGiasReader *self)
{
  g_autofree char *la = dup_ours (self, "la");
  g_autofree char *type = dup_ours (self, "type");
  g_autofree char *la_name = dup_other (self, COLUMN_LA_NAME);
  g_autofree char *region = dup_other (self, COLUMN_REGION);
  g_autofree char *gss = dup_other (self, COLUMN_LA_GSS);
  const WayCode *kind = way_codes_lookup ("establishment_type", type);
  gboolean welsh = is_welsh (region, gss);

  if (!welsh && (kind == NULL || !way_code_is (kind, "wales_or_abroad")))
    return NULL;
  return g_strdup_printf ("lies %s (%s%s%s, type %s): Waymark covers England",
                          welsh ? "in Wales" : "outside England", la,
                          la_name[0] != '\0' ? " " : "", la_name, type);
}

static void
read_row (const WayGiasReader *self,
          WayGiasRow          *row)
{
  g_autoptr(GError) fault = NULL;

  row->left_out = g_ptr_array_new_with_free_func (g_free);
  if (way_csv_reader_n_fields (self->table) != way_csv_reader_n_columns (self->table))
    row->reason = g_strdup_printf ("has %u values where the heading line has %u",
                                   way_csv_reader_n_fields (self->table),
                                   way_csv_reader_n_columns (self->table));
  else
    row->reason = find_abroad (self);
  if (row->reason != NULL)
    return;

  row->establishment = way_establishment_new ();
  if (take_columns (self, row))
    {
      take_number (self, row);
      take_head (self, row);
      take_district (self, row);
      take_type (row->establishment);
      if (way_record_check (&way_establishment_entity, row->establishment, &fault))
        return;
      row->reason = g_strdup (fault->message);
    }
  g_clear_pointer (&row->establishment, way_establishment_free);
  g_clear_pointer (&row->district, way_district_free);
}

WayCsvStep
way_gias_reader_next (WayGiasReader  *self,
                      WayGiasRow     *row,
                      GError        **error)
{
  WayCsvStep step = way_csv_reader_next (self->table, error);

  *row = (WayGiasRow) { 0 };
  if (step == WAY_CSV_ROW)
    read_row (self, row);
  return step;
}

/* --- Over what is there --- */

/* Codes such as "not applicable" are the register's way of leaving a field
 * empty. */
static gboolean
says_nothing (const WayField *field,
              const WayValue *value)
{
  const WayCode *code;

  if (value->type == WAY_VALUE_NONE)
    return TRUE;
  if (field->kind != WAY_KIND_CODE)
    return FALSE;
  code = way_codes_lookup (field->set, value->text);
  return code != NULL && way_code_is (code, "says_nothing");
}

static void
merge_field (WayEstablishment       *into,
             const WayEstablishment *from,
             const WayField         *field)
{
  WayValue before = way_field_get (field, into);
  WayValue value = way_field_get (field, from);

  if (value.type != WAY_VALUE_NONE &&
      (!says_nothing (field, &value) || before.type == WAY_VALUE_NONE))
    way_field_set (field, into, &value);
}

void
way_gias_merge (WayEstablishment       *into,
                const WayEstablishment *from)
{
  gboolean type_changed = g_strcmp0 (into->type, from->type) != 0;
  gboolean was_registered = into->registered != WAY_INTEGER_NONE;

  for (guint i = 1; i < way_establishment_entity.n_fields; i++)
    {
      const WayField *field = &way_establishment_entity.fields[i];
      gboolean chosen = strcmp (field->name, "directory_type") == 0
                          ? !type_changed || into->directory_type != NULL
                          : strcmp (field->name, "registered") == 0 && was_registered;

      if (!chosen)
        merge_field (into, from, field);
    }
}
