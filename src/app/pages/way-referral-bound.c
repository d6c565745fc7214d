/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the widgets of a section and the referral form behind it: what is good
 * goes into the record, what is not is kept as typed, and rows come and go. */
#include "way-referral-bound.h"

#include <glib/gi18n.h>

static const struct
{
  const char     *id;      /* of a WayForm in a section's .ui file */
  WayReferralPart part;
} form_ids[] = {
  { "referral", WAY_REFERRAL_PART_REFERRAL },
  { "referral2", WAY_REFERRAL_PART_REFERRAL },
  { "choices", WAY_REFERRAL_PART_REFERRAL },
  { "pupil", WAY_REFERRAL_PART_PUPIL },
  { "pupil2", WAY_REFERRAL_PART_PUPIL },
  { "pupil3", WAY_REFERRAL_PART_PUPIL },
  { "enrolment", WAY_REFERRAL_PART_ENROLMENT },
  { "need", WAY_REFERRAL_PART_NEED },
  { "exclusion", WAY_REFERRAL_PART_EXCLUSION },
};

static const char *const list_ids[WAY_N_REFERRAL_LISTS] = {
  [WAY_REFERRAL_LIST_CONTACTS] = "contacts",
  [WAY_REFERRAL_LIST_CIRCUMSTANCES] = "circumstances",
  [WAY_REFERRAL_LIST_NEEDS] = "needs",
  [WAY_REFERRAL_LIST_SCHOOLS] = "schools",
  [WAY_REFERRAL_LIST_TERMS] = "terms",
  [WAY_REFERRAL_LIST_EXCLUSIONS] = "exclusions",
  [WAY_REFERRAL_LIST_ATTAINMENT] = "attainment",
  [WAY_REFERRAL_LIST_ROUNDS] = "rounds",
  [WAY_REFERRAL_LIST_RISKS] = "risks",
  [WAY_REFERRAL_LIST_OUTCOMES] = "outcomes",
  [WAY_REFERRAL_LIST_PREFERENCES] = "preferences",
  [WAY_REFERRAL_LIST_PAPERS] = "papers",
};

/* A list of rows in the section. */
typedef struct
{
  WayReferralSectionView *section;
  WayRowList             *list;
  WayReferralList         of;
} Rows;

/* --- Records and keys --- */

const WayEntity *
way_referral_bound_entity (const WayReferralBound *self)
{
  return self->list != NULL ? way_referral_list_entity (self->of)
                            : way_referral_part_entity (self->part);
}

static gboolean
find_row (WayReferralForm *form,
          WayReferralList  of,
          const WayId     *id,
          guint           *at)
{
  for (guint i = 0; i < way_referral_form_n_rows (form, of); i++)
    if (way_id_equal (way_record_id (way_referral_form_get_row (form, of, i)), id))
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

gpointer
way_referral_bound_record (const WayReferralBound *self)
{
  WayReferralForm *form = self->section->form;
  guint at;

  if (self->list == NULL)
    return way_referral_form_get (form, self->part);
  return find_row (form, self->of, &self->row, &at)
           ? way_referral_form_get_row (form, self->of, at) : NULL;
}

char *
way_referral_bound_key (const WayReferralBound *self,
                        const WayField         *field)
{
  const WayEntity *entity = way_referral_bound_entity (self);

  return self->list != NULL ? way_form_rows_key (entity, &self->row, field)
                            : g_strdup_printf ("%s.%s", entity->name, field->name);
}

WayFieldRow *
way_referral_bound_get_row (const WayReferralBound *self,
                            const WayField         *field)
{
  return way_form_get_row (self->form, field->name);
}

void
way_referral_bound_focus (const WayReferralBound *self,
                          WayFieldRow            *row)
{
  if (self->list != NULL)
    way_row_list_reveal (self->list, GTK_WIDGET (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* --- What is typed --- */

static void
store (WayReferralBound *self)
{
  const WayEntity *entity = way_referral_bound_entity (self);
  gconstpointer typed = way_form_get_record (self->form);
  gpointer record = way_referral_bound_record (self);

  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayFieldRow *row = way_referral_bound_get_row (self, field);
      g_autofree char *key = NULL;
      g_autofree char *text = NULL;
      WayValue value;

      if (row == NULL)
        continue;
      key = way_referral_bound_key (self, field);
      text = way_field_row_has_problem (row) ? way_field_row_dup_text (row) : NULL;
      way_referral_form_set_typed (self->section->form, key, text);
      value = way_field_get (field, typed);
      if (text == NULL)
        way_field_set (field, record, &value);
    }
}

static void
say_sum (WayReferralSectionView *section,
         WayRowList             *list)
{
  const WayCode *cap = way_codes_lookup ("clock", "C12");
  gint64 half_days = way_referral_form_suspended (section->form,
                                                  way_session_get_today (section->session));
  g_autofree char *note = g_strdup_printf (
    /* Translators: days with half days, as 4.5. */
    _("%g of at most %g days of suspension in this school year, with what led here"),
    (double) half_days / 2, (double) way_code_get_int (cap, "limit", 0) / 2);

  way_row_list_set_note (list, half_days > 0 ? note : NULL);
}

static void
form_changed_cb (WayReferralBound *self)
{
  WayReferralSectionView *section = self->section;
  guint at;

  if (section->is_loading || way_referral_bound_record (self) == NULL)
    return;
  store (self);
  if (self->list != NULL && find_row (section->form, self->of, &self->row, &at))
    way_row_list_retitle (self->list, at);
  if (way_referral_bound_entity (self) == way_referral_list_entity (WAY_REFERRAL_LIST_EXCLUSIONS))
    for (guint i = 0; i < section->bounds->len; i++)
      {
        WayReferralBound *other = section->bounds->pdata[i];

        if (other->list != NULL && other->of == WAY_REFERRAL_LIST_EXCLUSIONS)
          say_sum (section, other->list);
      }
  section->changed (self, section->data);
}

static void
load (WayReferralBound *self)
{
  const WayEntity *entity = way_referral_bound_entity (self);

  if (self->list == NULL)
    way_form_set_record (self->form, self->section->session, entity,
                         way_referral_bound_record (self));
  for (guint i = 1; i < entity->n_fields; i++)
    {
      WayFieldRow *row = way_referral_bound_get_row (self, &entity->fields[i]);
      g_autofree char *key = way_referral_bound_key (self, &entity->fields[i]);
      const char *typed = way_referral_form_get_typed (self->section->form, key);

      if (row != NULL && typed != NULL)
        way_field_row_set_text (row, typed);
    }
}

static WayReferralBound *
bind (WayReferralSectionView *section,
      WayForm                *form)
{
  WayReferralBound *self = g_new0 (WayReferralBound, 1);

  self->section = section;
  self->form = g_object_ref (form);
  g_ptr_array_add (section->bounds, self);
  g_signal_connect_swapped (form, "changed", G_CALLBACK (form_changed_cb), self);
  return self;
}

static void
bound_free (WayReferralBound *self)
{
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_object_unref (self->form);
  g_free (self);
}

/* --- Rows --- */

static void
bind_rows (Rows *rows)
{
  WayReferralSectionView *section = rows->section;

  for (guint i = section->bounds->len; i > 0; i--)
    {
      WayReferralBound *bound = section->bounds->pdata[i - 1];

      if (bound->list == rows->list)
        g_ptr_array_remove_index (section->bounds, i - 1);
    }
  for (guint i = 0; i < way_row_list_get_n_rows (rows->list); i++)
    {
      WayReferralBound *bound = bind (section, way_row_list_get_form (rows->list, i));

      bound->list = rows->list;
      bound->of = rows->of;
      bound->row = *way_record_id (way_referral_form_get_row (section->form, rows->of, i));
      load (bound);
    }
}

static void
show_rows (Rows *rows)
{
  WayReferralSectionView *section = rows->section;
  guint n = way_referral_form_n_rows (section->form, rows->of);
  g_autofree gconstpointer *records = g_new (gconstpointer, n + 1);
  gboolean was_loading = section->is_loading;

  section->is_loading = TRUE;
  for (guint i = 0; i < n; i++)
    records[i] = way_referral_form_get_row (section->form, rows->of, i);
  way_row_list_set_records (rows->list, section->session, way_referral_list_entity (rows->of),
                            records, n, way_referral_list_owner (rows->of)->name,
                            way_referral_list_most (rows->of));
  bind_rows (rows);
  if (rows->of == WAY_REFERRAL_LIST_EXCLUSIONS)
    say_sum (section, rows->list);
  section->is_loading = was_loading;
}

static void
add_cb (Rows *rows)
{
  way_referral_form_add_row (rows->section->form, rows->of);
  show_rows (rows);
  way_row_list_open (rows->list, way_row_list_get_n_rows (rows->list) - 1);
  rows->section->changed (NULL, rows->section->data);
}

static void
remove_cb (Rows  *rows,
           guint  i)
{
  way_referral_form_remove_row (rows->section->form, rows->of, i);
  show_rows (rows);
  gtk_widget_child_focus (GTK_WIDGET (rows->list), GTK_DIR_TAB_FORWARD);
  rows->section->changed (NULL, rows->section->data);
}

static void
bind_list (WayReferralSectionView *section,
           WayRowList             *list,
           WayReferralList         of)
{
  Rows *rows = g_new0 (Rows, 1);

  rows->section = section;
  rows->list = list;
  rows->of = of;
  g_object_set_data_full (G_OBJECT (list), "rows", rows, g_free);
  g_ptr_array_add (section->lists, g_object_ref (list));
  if (of != WAY_REFERRAL_LIST_PAPERS)
    g_signal_connect_swapped (list, "add", G_CALLBACK (add_cb), rows);
  g_signal_connect_swapped (list, "remove", G_CALLBACK (remove_cb), rows);
}

static void
list_free (WayRowList *list)
{
  g_signal_handlers_disconnect_by_data (list, g_object_get_data (G_OBJECT (list), "rows"));
  g_object_unref (list);
}

/* --- The section --- */

void
way_referral_section_view_load (WayReferralSectionView *self)
{
  self->is_loading = TRUE;
  for (guint i = 0; i < self->bounds->len; i++)
    {
      WayReferralBound *bound = self->bounds->pdata[i];

      if (bound->list == NULL)
        load (bound);
    }
  for (guint i = 0; i < self->lists->len; i++)
    show_rows (g_object_get_data (self->lists->pdata[i], "rows"));
  self->is_loading = FALSE;
}

WayRowList *
way_referral_section_view_get_papers (WayReferralSectionView *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      const Rows *rows = g_object_get_data (self->lists->pdata[i], "rows");

      if (rows->of == WAY_REFERRAL_LIST_PAPERS)
        return rows->list;
    }
  return NULL;
}

WayReferralSectionView *
way_referral_section_view_new (const WayCode   *code,
                               WaySession      *session,
                               WayReferralForm *form,
                               GtkBuilder      *builder,
                               GFunc            changed,
                               gpointer         data)
{
  WayReferralSectionView *self = g_new0 (WayReferralSectionView, 1);

  self->code = code;
  self->session = session;
  self->form = form;
  self->changed = changed;
  self->data = data;
  self->bounds = g_ptr_array_new_with_free_func ((GDestroyNotify) bound_free);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) list_free);
  for (guint i = 0; i < G_N_ELEMENTS (form_ids); i++)
    {
      GObject *widget = gtk_builder_get_object (builder, form_ids[i].id);

      if (widget != NULL)
        bind (self, WAY_FORM (widget))->part = form_ids[i].part;
    }
  for (guint i = 0; i < WAY_N_REFERRAL_LISTS; i++)
    {
      GObject *widget = gtk_builder_get_object (builder, list_ids[i]);

      if (widget != NULL)
        bind_list (self, WAY_ROW_LIST (widget), i);
    }
  return self;
}

void
way_referral_section_view_free (WayReferralSectionView *self)
{
  g_ptr_array_unref (self->bounds);
  g_ptr_array_unref (self->lists);
  g_free (self);
}
