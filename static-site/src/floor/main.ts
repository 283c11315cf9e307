import { mount } from 'svelte';
import '$lib/styles/base.css';
import { keepAndAsk } from '$lib/shell/offer';
import './floor.css';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
void keepAndAsk('/floor');
