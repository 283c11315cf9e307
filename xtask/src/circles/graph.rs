//! Who uses whom, and the circles in it.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write,
    path::Path,
};

use super::{
    code,
    reference::Reference,
    resolve::{Found, resolve},
    tree::Tree,
};

/// Which module uses which, with one place where it does.
pub(super) struct Graph {
    edges: Vec<BTreeMap<usize, Use>>,
}

/// Where a module names what another defines.
#[derive(Clone)]
struct Use {
    /// The module whose code it stands in.
    user: usize,
    by: Reference,
}

/// Modules that all come back to themselves through each other.
pub(super) struct Circle {
    modules: Vec<usize>,
    /// The shortest ways around; each module is on at least one.
    ways: Vec<Vec<Step>>,
}

/// One module's use of the next.
pub(super) struct Step {
    from: usize,
    to: usize,
    found: Use,
}

impl Graph {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut graph = Self {
            edges: vec![BTreeMap::new(); tree.modules.len()],
        };
        for (from, module) in tree.modules.iter().enumerate() {
            // What it passes on counts only where its own code names it.
            for import in module.imports.iter().filter(|import| !import.passed_on) {
                match resolve(tree, from, &import.target.path) {
                    Some(Found::In(to)) => graph.add(from, to, from, &import.target),
                    // Whoever imports all of a module may use a trait of it without naming it.
                    Some(Found::Module(to))
                        if import.glob && !tree.modules[to].items.is_empty() =>
                    {
                        graph.add(from, to, from, &import.target);
                    }
                    // What is used of a module stands in the code.
                    Some(Found::Module(_)) | None => {}
                }
            }
            for reference in code::references(&module.code) {
                if let Some(Found::In(to)) = resolve(tree, from, &reference.path) {
                    graph.add(from, to, from, &reference);
                }
            }
        }
        graph
    }

    /// The same with each folder as one: who uses whom among `parent` and its children, with all that lies below a
    /// child counted as the child's.
    fn folders(&self, tree: &Tree, parent: usize) -> Self {
        let mut graph = Self {
            edges: vec![BTreeMap::new(); self.edges.len()],
        };
        for (from, edges) in self.edges.iter().enumerate() {
            for (to, found) in edges {
                if let (Some(from), Some(to)) = (tree.below(parent, from), tree.below(parent, *to))
                {
                    graph.add(from, to, found.user, &found.by);
                }
            }
        }
        graph
    }

    fn add(&mut self, from: usize, to: usize, user: usize, by: &Reference) {
        if from != to {
            let new = || Use {
                user,
                by: by.clone(),
            };
            self.edges[from].entry(to).or_insert_with(new);
        }
    }

    /// Every circle: of modules, and of folders whose modules are in no circle themselves. None when the modules can be
    /// put into an order, and the folders at each place too.
    pub(super) fn circles(&self, tree: &Tree) -> Vec<Circle> {
        let mut circles = self.rounds();
        let of_modules: Vec<Vec<usize>> = circles.iter().map(|it| it.modules.clone()).collect();
        for (parent, module) in tree.modules.iter().enumerate() {
            if module.children.is_empty() {
                continue;
            }
            let folders = self.folders(tree, parent).rounds();
            circles.extend(folders.into_iter().filter(|circle| {
                !of_modules.iter().any(|modules| {
                    let met: BTreeSet<usize> = modules
                        .iter()
                        .filter_map(|it| tree.below(parent, *it))
                        .collect();
                    circle.modules.iter().all(|module| met.contains(module))
                })
            }));
        }
        circles
    }

    fn rounds(&self) -> Vec<Circle> {
        let reach: Vec<BTreeSet<usize>> =
            (0..self.edges.len()).map(|from| self.reach(from)).collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for module in 0..self.edges.len() {
            if !reach[module].contains(&module) || !seen.insert(module) {
                continue;
            }
            let modules: Vec<usize> = reach[module]
                .iter()
                .copied()
                .filter(|other| reach[*other].contains(&module))
                .collect();
            seen.extend(&modules);
            let mut ways: Vec<Vec<Step>> = Vec::new();
            for start in &modules {
                let covered = ways.iter().flatten().any(|step| step.from == *start);
                if !covered {
                    ways.push(self.around(*start));
                }
            }
            circles.push(Circle { modules, ways });
        }
        circles
    }

    fn reach(&self, from: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut next = vec![from];
        while let Some(module) = next.pop() {
            next.extend(self.edges[module].keys().filter(|to| reached.insert(**to)));
        }
        reached
    }

    /// The shortest way from a module back to itself.
    fn around(&self, start: usize) -> Vec<Step> {
        let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut next = VecDeque::from([start]);
        while let Some(module) = next.pop_front() {
            for to in self.edges[module].keys() {
                if !came_from.contains_key(to) {
                    came_from.insert(*to, module);
                    next.push_back(*to);
                }
            }
            if came_from.contains_key(&start) {
                break;
            }
        }
        let mut way = Vec::new();
        let mut to = start;
        while let Some(from) = came_from.get(&to).copied() {
            if let Some(found) = self.edges[from].get(&to) {
                way.push(Step {
                    from,
                    to,
                    found: found.clone(),
                });
            }
            to = from;
            if to == start {
                break;
            }
        }
        way.reverse();
        way
    }
}

impl Circle {
    /// The circle as it is shown, with a line for each import.
    pub(super) fn text(&self, package: &str, tree: &Tree, root: &Path) -> String {
        let names: Vec<&str> = self
            .modules
            .iter()
            .map(|module| tree.modules[*module].name.as_str())
            .collect();
        let mut text = format!(
            "{package}: {} modules go round: {}",
            names.len(),
            names.join(", ")
        );
        for way in &self.ways {
            for step in way {
                let file = &tree.modules[step.found.user].file;
                let _ = write!(
                    text,
                    "\n  {} -> {}  {}:{} ({})",
                    tree.modules[step.from].name,
                    tree.modules[step.to].name,
                    file.strip_prefix(root).unwrap_or(file).display(),
                    step.found.by.line,
                    step.found.by.path.join("::"),
                );
            }
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text
    }
}
