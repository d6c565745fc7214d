/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base of all pages: header bar, four states, and reading again when the
 * facts change.  What a page shows is its own affair. */
#include "way-page.h"

#include <glib/gi18n.h>

#include "way-error-text.h"

typedef struct
{
  WaySession     *session;
  GCancellable   *cancellable;
  char           *title;
  char           *subtitle;
  gboolean        folded;
  gboolean        show_back;
  gboolean        stale; /* facts changed since the last refresh */

  /* Template children */
  AdwHeaderBar   *header;
  GtkStack       *stack;
  GtkSpinner     *spinner;
  AdwBin         *empty_bin;
  AdwBin         *content_bin;
  AdwStatusPage  *failed_page;
} WayPagePrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_FOLDED,
  PROP_SHOW_BACK,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void way_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (WayPage, way_page, GTK_TYPE_BOX,
                                  G_ADD_PRIVATE (WayPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                         way_page_buildable_init))

#define PRIVATE(self) ((WayPagePrivate *) way_page_get_instance_private (self))

/* The scroller, clamp and margins that all pages have. */
static GtkWidget *
dress_content (GtkWidget *content)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (content, "page-body");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1016 + 2 * 18);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1016 + 2 * 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  WayPagePrivate *priv = PRIVATE (WAY_PAGE (buildable));

  /* The base's own template comes first, with its header and stack. */
  if (priv->stack == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "title") == 0)
    adw_header_bar_set_title_widget (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "empty") == 0)
    adw_bin_set_child (priv->empty_bin, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "fill") == 0)
    adw_bin_set_child (priv->content_bin, GTK_WIDGET (child));
  else
    adw_bin_set_child (priv->content_bin, dress_content (GTK_WIDGET (child)));
}

static void
way_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
refresh_if_stale (WayPage *self)
{
  WayPagePrivate *priv = PRIVATE (self);

  if (!priv->stale || priv->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  priv->stale = FALSE;
  if (WAY_PAGE_GET_CLASS (self)->refresh != NULL)
    WAY_PAGE_GET_CLASS (self)->refresh (self);
}

static void
session_changed_cb (WayPage *self)
{
  way_page_refresh (self);
}

static void
retry (GtkWidget  *widget,
       const char *action_name,
       GVariant   *parameter)
{
  way_page_refresh (WAY_PAGE (widget));
}

static void
way_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (way_page_parent_class)->map (widget);
  refresh_if_stale (WAY_PAGE (widget));
}

static void
way_page_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  WayPagePrivate *priv = PRIVATE (WAY_PAGE (object));

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;

    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;

    case PROP_FOLDED:
      g_value_set_boolean (value, priv->folded);
      break;

    case PROP_SHOW_BACK:
      g_value_set_boolean (value, priv->show_back);
      break;

    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_folded (WayPage  *self,
            gboolean  folded)
{
  WayPagePrivate *priv = PRIVATE (self);

  if (priv->folded == folded)
    return;

  priv->folded = folded;
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
way_page_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  WayPage *self = WAY_PAGE (object);
  WayPagePrivate *priv = PRIVATE (self);

  switch (prop_id)
    {
    case PROP_TITLE:
      way_page_set_title (self, g_value_get_string (value));
      break;

    case PROP_SUBTITLE:
      way_page_set_subtitle (self, g_value_get_string (value));
      break;

    case PROP_FOLDED:
      set_folded (self, g_value_get_boolean (value));
      break;

    case PROP_SHOW_BACK:
      if (priv->show_back != g_value_get_boolean (value))
        {
          priv->show_back = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;

    case PROP_SESSION:
      way_page_set_session (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_page_dispose (GObject *object)
{
  WayPagePrivate *priv = PRIVATE (WAY_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  way_page_set_session (WAY_PAGE (object), NULL);
  /* On GTK 4.8 only one type of an instance may dispose its template: the
   * derived one does. */

  G_OBJECT_CLASS (way_page_parent_class)->dispose (object);
}

static void
way_page_finalize (GObject *object)
{
  WayPagePrivate *priv = PRIVATE (WAY_PAGE (object));

  g_clear_object (&priv->cancellable);
  g_free (priv->title);
  g_free (priv->subtitle);

  G_OBJECT_CLASS (way_page_parent_class)->finalize (object);
}

static void
way_page_class_init (WayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = way_page_dispose;
  object_class->finalize = way_page_finalize;
  object_class->get_property = way_page_get_property;
  object_class->set_property = way_page_set_property;
  widget_class->map = way_page_map;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_BACK] = g_param_spec_boolean ("show-back", NULL, NULL, FALSE, flags);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, WAY_TYPE_SESSION, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_install_action (widget_class, "page.retry", NULL, retry);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/way-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WayPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, WayPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, WayPage, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, WayPage, empty_bin);
  gtk_widget_class_bind_template_child_private (widget_class, WayPage, content_bin);
  gtk_widget_class_bind_template_child_private (widget_class, WayPage, failed_page);
}

static void
way_page_init (WayPage *self)
{
  WayPagePrivate *priv = PRIVATE (self);

  priv->cancellable = g_cancellable_new ();
  priv->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

WaySession *
way_page_get_session (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), NULL);

  return PRIVATE (self)->session;
}

void
way_page_set_session (WayPage    *self,
                      WaySession *session)
{
  WayPagePrivate *priv;

  g_return_if_fail (WAY_IS_PAGE (self));

  priv = PRIVATE (self);
  if (priv->session == session)
    return;

  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, self);
  g_set_object (&priv->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                               G_CONNECT_SWAPPED);
      way_page_refresh (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

const char *
way_page_get_title (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), NULL);

  return PRIVATE (self)->title;
}

void
way_page_set_title (WayPage    *self,
                    const char *title)
{
  WayPagePrivate *priv;

  g_return_if_fail (WAY_IS_PAGE (self));

  priv = PRIVATE (self);
  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
way_page_set_title_widget (WayPage   *self,
                           GtkWidget *widget)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  adw_header_bar_set_title_widget (PRIVATE (self)->header, widget);
}

const char *
way_page_get_subtitle (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), NULL);

  return PRIVATE (self)->subtitle;
}

void
way_page_set_subtitle (WayPage    *self,
                       const char *subtitle)
{
  WayPagePrivate *priv;

  g_return_if_fail (WAY_IS_PAGE (self));

  priv = PRIVATE (self);
  if (g_strcmp0 (priv->subtitle, subtitle) == 0)
    return;

  g_free (priv->subtitle);
  priv->subtitle = g_strdup (subtitle);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

gboolean
way_page_get_folded (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), FALSE);

  return PRIVATE (self)->folded;
}

static void
show_state (WayPage    *self,
            const char *name)
{
  WayPagePrivate *priv = PRIVATE (self);

  gtk_spinner_set_spinning (priv->spinner, g_str_equal (name, "loading"));
  gtk_stack_set_visible_child_name (priv->stack, name);
}

void
way_page_show_loading (WayPage *self)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  show_state (self, "loading");
}

void
way_page_show_empty (WayPage *self)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  show_state (self, "empty");
}

void
way_page_show_content (WayPage *self)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  show_state (self, "content");
}

void
way_page_show_failed (WayPage      *self,
                      const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (WAY_IS_PAGE (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = way_error_text (error);
  adw_status_page_set_description (PRIVATE (self)->failed_page, text);
  show_state (self, "failed");
}

GCancellable *
way_page_get_cancellable (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), NULL);

  return PRIVATE (self)->cancellable;
}

void
way_page_refresh (WayPage *self)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  PRIVATE (self)->stale = TRUE;
  refresh_if_stale (self);
}

void
way_page_focus (WayPage *self)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (PRIVATE (self)->stack), GTK_DIR_TAB_FORWARD);
}

gboolean
way_page_can_create (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), FALSE);

  return WAY_PAGE_GET_CLASS (self)->create != NULL;
}

gboolean
way_page_can_print (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), FALSE);

  return WAY_PAGE_GET_CLASS (self)->print != NULL;
}

gboolean
way_page_can_filter (WayPage *self)
{
  g_return_val_if_fail (WAY_IS_PAGE (self), FALSE);

  return WAY_PAGE_GET_CLASS (self)->filter != NULL;
}

void
way_page_create (WayPage *self)
{
  g_return_if_fail (way_page_can_create (self));

  WAY_PAGE_GET_CLASS (self)->create (self);
}

void
way_page_print (WayPage *self)
{
  g_return_if_fail (way_page_can_print (self));

  WAY_PAGE_GET_CLASS (self)->print (self);
}

void
way_page_filter (WayPage *self)
{
  g_return_if_fail (way_page_can_filter (self));

  WAY_PAGE_GET_CLASS (self)->filter (self);
}

void
way_page_set_record (WayPage     *self,
                     const char  *entity,
                     const WayId *id)
{
  g_return_if_fail (WAY_IS_PAGE (self));
  g_return_if_fail (WAY_PAGE_GET_CLASS (self)->set_record != NULL);

  WAY_PAGE_GET_CLASS (self)->set_record (self, entity, id);
}

void
way_page_toast (WayPage    *self,
                const char *text,
                gboolean    with_undo)
{
  g_return_if_fail (WAY_IS_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, with_undo);
}

void
way_page_open_record (WayPage     *self,
                      const char  *entity,
                      const WayId *id)
{
  char text[WAY_ID_TEXT_SIZE];

  g_return_if_fail (WAY_IS_PAGE (self));

  way_id_format (id, text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", entity, text);
}
