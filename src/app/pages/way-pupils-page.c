/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-pupils-page.h"

#include "way-empty-state.h"

struct _WayPupilsPage
{
  WayPage parent_instance;
};

G_DEFINE_FINAL_TYPE (WayPupilsPage, way_pupils_page, WAY_TYPE_PAGE)

static void
way_pupils_page_refresh (WayPage *page)
{
  way_page_show_empty (page);
}

static void
way_pupils_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PUPILS_PAGE);

  G_OBJECT_CLASS (way_pupils_page_parent_class)->dispose (object);
}

static void
way_pupils_page_class_init (WayPupilsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_pupils_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_pupils_page_refresh;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/waymark/Waymark/ui/pupils-page.ui");
}

static void
way_pupils_page_init (WayPupilsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
