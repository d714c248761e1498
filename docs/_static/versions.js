// Lists the other versions in the sidebar, where Read the Docs says which there are.
// Elsewhere the list stays empty and only the version of this page is shown.

function listVersions(data) {
  const list = document.querySelector("#versions ul");
  const others = data.versions.active.map((version) => {
    const link = document.createElement("a");
    link.href = version.urls.documentation;
    link.textContent = version.slug;
    if (version.slug === data.versions.current.slug) link.setAttribute("aria-current", "true");
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  list.replaceChildren(...others);
}

document.addEventListener("readthedocs-addons-data-ready", (event) => {
  listVersions(event.detail.data());
});
if (window.ReadTheDocsEventData !== undefined) listVersions(window.ReadTheDocsEventData.data());
