/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks every description table: what one row gets wrong, everything that
 * derives from it gets wrong. */
#include "way-children.h"
#include "way-codes.h"
#include "way-journey.h"

#include <string.h>

static gboolean
is_text (const WayField *field)
{
  return way_field_value_type (field) == WAY_VALUE_TEXT;
}

static void
test_every_field_is_described_whole (void)
{
  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    for (guint i = 0; i < (*p)->n_fields; i++)
      {
        const WayField *field = &(*p)->fields[i];
        gsize size = field->kind == WAY_KIND_DATE ? sizeof (GDate)
                     : way_field_value_type (field) == WAY_VALUE_ID ? sizeof (WayId) : 8;

        g_test_message ("%s.%s", (*p)->name, field->name);
        g_assert_cmpuint (field->number, >, 0);
        g_assert_cmpuint (field->offset + size, <=, (*p)->size);
        g_assert_nonnull (field->label);
        g_assert_cmpint (field->sensitivity, >=, WAY_CLASS_OPEN);
        g_assert_cmpint (field->sensitivity, <=, WAY_CLASS_LAST);
        g_assert_true (field->copies & WAY_COPY_OFFICE);
        for (guint j = 0; j < i; j++)
          {
            g_assert_cmpuint (field->number, !=, (*p)->fields[j].number);
            g_assert_cmpuint (field->offset, !=, (*p)->fields[j].offset);
            g_assert_cmpstr (field->name, !=, (*p)->fields[j].name);
            /* An older program sends what it does not know by its class alone. */
            if (field->sensitivity == (*p)->fields[j].sensitivity)
              g_assert_cmpuint (field->copies, ==, (*p)->fields[j].copies);
          }
      }
}

static void
test_the_id_comes_first (void)
{
  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    {
      g_assert_cmpint ((*p)->fields[0].kind, ==, WAY_KIND_ID);
      g_assert_cmpuint ((*p)->fields[0].offset, ==, 0);
      for (guint i = 1; i < (*p)->n_fields; i++)
        g_assert_cmpint ((*p)->fields[i].kind, !=, WAY_KIND_ID);
    }
}

static void
test_sets_and_targets_exist (void)
{
  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    for (guint i = 0; i < (*p)->n_fields; i++)
      {
        const WayField *field = &(*p)->fields[i];

        g_test_message ("%s.%s: %s", (*p)->name, field->name, field->set);
        if (field->kind == WAY_KIND_CODE || field->kind == WAY_KIND_CODES)
          g_assert_true (way_codes_has_set (field->set));
        else if (field->kind == WAY_KIND_REFERENCE)
          g_assert_nonnull (way_entity_by_name (field->set));
        else
          g_assert_null (field->set);
      }
}

/* What is referred to is written first; a reference to the own table is free. */
static void
test_the_order_of_entities_can_be_written (void)
{
  const WayEntity *const *all = way_entities ();

  for (guint i = 0; all[i] != NULL; i++)
    for (guint f = 0; f < all[i]->n_fields; f++)
      {
        gboolean seen = FALSE;

        if (all[i]->fields[f].kind != WAY_KIND_REFERENCE)
          continue;
        for (guint j = 0; j <= i; j++)
          seen |= strcmp (all[j]->name, all[i]->fields[f].set) == 0;
        g_test_message ("%s.%s", all[i]->name, all[i]->fields[f].name);
        g_assert_true (seen);
      }
}

static void
test_numbers_and_names_are_unique (void)
{
  const WayEntity *const *all = way_entities ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_assert_true (way_entity_by_name (all[i]->name) == all[i]);
      g_assert_true (way_entity_by_number (all[i]->number) == all[i]);
      for (guint f = 0; f < all[i]->n_fields; f++)
        g_assert_true (way_entity_field_by_number (all[i], all[i]->fields[f].number) ==
                       &all[i]->fields[f]);
    }
}

/* A value of the right kind, made at random from the test's seed. */
static WayValue
random_value (const WayField *field,
              char           *buffer)
{
  WayValue value = { .type = way_field_value_type (field) };

  value.id = way_id_new ();
  value.text = buffer;
  g_snprintf (buffer, 32, "text %d", g_test_rand_int_range (1, 1000000));
  value.integer = field->kind == WAY_KIND_DATE    ? g_test_rand_int_range (700000, 760000)
                  : field->kind == WAY_KIND_BOOLEAN ? g_test_rand_int_range (0, 2)
                                                    : g_test_rand_int ();
  return value;
}

static gpointer
random_record (const WayEntity *entity)
{
  gpointer record = way_record_new (entity);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      char buffer[32];
      WayValue value = random_value (&entity->fields[i], buffer);

      if (g_test_rand_int_range (0, 4) > 0)
        way_field_set (&entity->fields[i], record, &value);
    }
  return record;
}

static void
test_a_copy_is_equal_until_one_field_changes (void)
{
  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    for (guint i = 0; i < (*p)->n_fields; i++)
      {
        gpointer record = random_record (*p);
        gpointer copy = way_record_copy (*p, record);
        char buffer[32];
        WayValue value = random_value (&(*p)->fields[i], buffer);
        WayValue before = way_field_get (&(*p)->fields[i], copy);

        g_assert_true (way_record_equal (*p, record, copy));
        if (!way_value_equal (&value, &before))
          {
            way_field_set (&(*p)->fields[i], copy, &value);
            g_assert_false (way_record_equal (*p, record, copy));
          }
        way_record_free (*p, copy);
        way_record_free (*p, record);
      }
}

/* Text out and in again gives the same value, for every kind but codes. */
static void
test_text_comes_back (void)
{
  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    for (guint i = 0; i < (*p)->n_fields; i++)
      {
        const WayField *field = &(*p)->fields[i];
        gpointer record = random_record (*p);
        gpointer other = way_record_new (*p);
        g_autofree char *text = way_field_to_text (field, record);
        g_autofree char *again = NULL;
        g_autoptr(GError) error = NULL;

        if (!is_text (field) && !(field->flags & WAY_FIELD_DERIVED) &&
            field->low == 0 && field->high == 0)
          {
            g_test_message ("%s.%s = %s", (*p)->name, field->name, text);
            way_field_from_text (field, other, text, &error);
            g_assert_no_error (error);
            again = way_field_to_text (field, other);
            g_assert_cmpstr (again, ==, text);
          }
        way_record_free (*p, other);
        way_record_free (*p, record);
      }
}

static void
test_what_a_record_starts_with_is_allowed (void)
{
  for (const WayEntity *const *p = way_entities (); *p != NULL; p++)
    {
      gpointer record = way_record_new (*p);

      way_record_start (*p, record);     /* warns, and so fails, where it is not */
      way_record_free (*p, record);
    }
}

static void
test_refusals_name_the_field (void)
{
  static const struct
  {
    const WayEntity *entity;
    const char *field, *text;
    int code;
  } rows[] = {
    { &way_pupil_entity, "birth", "31/02/2012", WAY_MODEL_ERROR_INVALID },
    { &way_pupil_entity, "upn", "A801200005001", WAY_MODEL_ERROR_INVALID },
    { &way_pupil_entity, "year", "99", WAY_MODEL_ERROR_CODE },
    { &way_pupil_entity, "home_district", "Burnley", WAY_MODEL_ERROR_INVALID },
    { &way_placement_entity, "sessions", "11", WAY_MODEL_ERROR_RANGE },
    { &way_placement_entity, "sessions", "ten", WAY_MODEL_ERROR_INVALID },
    { &way_referral_entity, "consent", "perhaps", WAY_MODEL_ERROR_INVALID },
    { &way_referral_entity, "stage", "placed", WAY_MODEL_ERROR_INVALID },
    { &way_funding_line_entity, "rate", "12.345", WAY_MODEL_ERROR_INVALID },
    { &way_funding_line_entity, "rate", "-1", WAY_MODEL_ERROR_RANGE },
    { &way_exclusion_entity, "reasons", "PP|PP", WAY_MODEL_ERROR_CODE },
    { &way_pupil_entity, "surname", "a\033b", WAY_MODEL_ERROR_RANGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gpointer record = way_record_new (rows[i].entity);
      gpointer untouched = way_record_new (rows[i].entity);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s = %s", rows[i].field, rows[i].text);
      g_assert_false (way_field_from_text (way_entity_field (rows[i].entity, rows[i].field),
                                           record, rows[i].text, &error));
      g_assert_error (error, WAY_MODEL_ERROR, rows[i].code);
      g_assert_true (g_str_has_prefix (error->message, rows[i].field));
      g_assert_true (way_record_equal (rows[i].entity, record, untouched));
      way_record_free (rows[i].entity, record);
      way_record_free (rows[i].entity, untouched);
    }
}

static void
test_sessions_and_timetable_agree (void)
{
  g_autoptr(WayPlacement) placement = way_placement_new ();
  g_autoptr(GError) error = NULL;

  placement->pupil = way_id_new ();
  placement->provision = way_id_new ();
  placement->start = way_date_ymd (2026, 9, 2);
  placement->sessions = 3;
  placement->timetable = g_strdup ("mon_am|mon_pm");
  g_assert_false (way_record_check (&way_placement_entity, placement, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION);
  placement->sessions = 2;
  g_clear_error (&error);
  way_record_check (&way_placement_entity, placement, &error);
  g_assert_no_error (error);
}

static void
test_a_missing_required_field_is_named (void)
{
  g_autoptr(WayPlacement) placement = way_placement_new ();
  g_autoptr(GError) error = NULL;

  placement->pupil = way_id_new ();
  g_assert_false (way_record_check (&way_placement_entity, placement, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING);
  g_assert_true (g_str_has_prefix (error->message, "provision"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/entity/every-field-is-described", test_every_field_is_described_whole);
  g_test_add_func ("/model/entity/id-comes-first", test_the_id_comes_first);
  g_test_add_func ("/model/entity/sets-and-targets-exist", test_sets_and_targets_exist);
  g_test_add_func ("/model/entity/order-can-be-written", test_the_order_of_entities_can_be_written);
  g_test_add_func ("/model/entity/numbers-are-unique", test_numbers_and_names_are_unique);
  g_test_add_func ("/model/entity/copy-is-equal", test_a_copy_is_equal_until_one_field_changes);
  g_test_add_func ("/model/entity/text-comes-back", test_text_comes_back);
  g_test_add_func ("/model/entity/start-is-allowed", test_what_a_record_starts_with_is_allowed);
  g_test_add_func ("/model/field/refusals-name-the-field", test_refusals_name_the_field);
  g_test_add_func ("/model/placement/sessions-and-timetable", test_sessions_and_timetable_agree);
  g_test_add_func ("/model/record/missing-is-named", test_a_missing_required_field_is_named);
  return g_test_run ();
}
